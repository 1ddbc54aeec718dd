Attribute VB_Name = "InaxlButtons"
Option Explicit

' The buttons of inaxl. One Sub per button and one callback per ribbon button; what a button does is in Python
' (inaxl.buttons). This text is ASCII: Japanese stands in ribbon.xml, in cells, or comes from Python.

Public Sub InaxlCheck()
    If IsFrozen() Then Call RunFrozen("check") Else Call ShowFailure(RunPython("import inaxl.buttons; inaxl.buttons.check()"))
End Sub

Public Sub InaxlClearMarks()
    If IsFrozen() Then Call RunFrozen("clear_marks") Else Call ShowFailure(RunPython("import inaxl.buttons; inaxl.buttons.clear_marks()"))
End Sub

Public Sub InaxlShowSummary()
    If IsFrozen() Then Call RunFrozen("show_summary") Else Call ShowFailure(RunPython("import inaxl.buttons; inaxl.buttons.show_summary()"))
End Sub

Public Sub InaxlShowPopulation()
    If IsFrozen() Then Call RunFrozen("show_population") Else Call ShowFailure(RunPython("import inaxl.buttons; inaxl.buttons.show_population()"))
End Sub

Public Sub InaxlMakeSheets()
    If IsFrozen() Then Call RunFrozen("make_sheets") Else Call ShowFailure(RunPython("import inaxl.buttons; inaxl.buttons.make_sheets()"))
End Sub

Public Sub InaxlSubmit()
    If IsFrozen() Then Call RunFrozen("submit") Else Call ShowFailure(RunPython("import inaxl.buttons; inaxl.buttons.submit()"))
End Sub

Public Sub InaxlUndo()
    If IsFrozen() Then Call RunFrozen("undo") Else Call ShowFailure(RunPython("import inaxl.buttons; inaxl.buttons.undo()"))
End Sub

Public Sub InaxlMerge()
    If IsFrozen() Then Call RunFrozen("merge") Else Call ShowFailure(RunPython("import inaxl.buttons; inaxl.buttons.merge()"))
End Sub

Public Sub InaxlBuildReport()
    If IsFrozen() Then Call RunFrozen("build_report") Else Call ShowFailure(RunPython("import inaxl.buttons; inaxl.buttons.build_report()"))
End Sub

Public Sub InaxlShowStatus()
    If IsFrozen() Then Call RunFrozen("show_status") Else Call ShowFailure(RunPython("import inaxl.buttons; inaxl.buttons.show_status()"))
End Sub

' --- the ribbon calls these; the control that was clicked is not needed ---

Public Sub RibbonCheck(control As IRibbonControl)
    InaxlCheck
End Sub

Public Sub RibbonClearMarks(control As IRibbonControl)
    InaxlClearMarks
End Sub

Public Sub RibbonShowSummary(control As IRibbonControl)
    InaxlShowSummary
End Sub

Public Sub RibbonShowPopulation(control As IRibbonControl)
    InaxlShowPopulation
End Sub

Public Sub RibbonMakeSheets(control As IRibbonControl)
    InaxlMakeSheets
End Sub

Public Sub RibbonSubmit(control As IRibbonControl)
    InaxlSubmit
End Sub

Public Sub RibbonUndo(control As IRibbonControl)
    InaxlUndo
End Sub

Public Sub RibbonMerge(control As IRibbonControl)
    InaxlMerge
End Sub

Public Sub RibbonBuildReport(control As IRibbonControl)
    InaxlBuildReport
End Sub

Public Sub RibbonShowStatus(control As IRibbonControl)
    InaxlShowStatus
End Sub

' --- a shared folder instead of an own Python: INAXL_EXE in the settings names the program ---

Private Function IsFrozen() As Boolean
    IsFrozen = (CStr(GetConfig("INAXL_EXE", "")) <> "")
End Function

Private Sub RunFrozen(button As String)
    ShowFailure RunFrozenPython(CStr(GetConfig("INAXL_EXE", "")), button)
End Sub

' Python shows its own messages. This one is for a Python that did not start, or that ended without a word;
' its Japanese text stands in the settings sheet.
Private Sub ShowFailure(code As Variant)
    If code = -1 Then
        Application.StatusBar = False
        MsgBox CStr(GetConfig("INAXL_FAILED", "inaxl did not start. Please run: inaxl doctor")), 48, "inaxl"
    End If
End Sub
