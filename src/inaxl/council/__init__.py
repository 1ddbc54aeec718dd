"""The council's package (審議会資料): what its members read, the form on which they write, and the way back.

`package.py` writes report, members' book and forms of one year from one set of results; `importing.py` brings the filled
forms into opinions.xlsx. Members' names never leave the forms.
"""
