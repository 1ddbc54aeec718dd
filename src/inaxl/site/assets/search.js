// 検索。ページの一覧（search-index.js）の中から、すべての言葉を含むものを探します。通信はしません。
(function () {
  "use strict";
  var pages = window.inaxlPages || [];
  var form = document.getElementById("search-form");
  var input = document.getElementById("search-words");
  var status = document.getElementById("search-count");
  var results = document.getElementById("search-results");
  var list = results.querySelector("ol");
  var LIMIT = 100;

  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\u30a1-\u30f6]/g, function (kana) {
      return String.fromCharCode(kana.charCodeAt(0) - 0x60);
    });
  }

  var prepared = pages.map(function (page) {
    return { page: page, title: plain(page[1]), text: plain(page[1] + " " + page[2]) };
  });

  function found(words) {
    return prepared
      .filter(function (item) {
        return words.every(function (word) { return item.text.indexOf(word) >= 0; });
      })
      .map(function (item) {
        var inTitle = words.filter(function (word) { return item.title.indexOf(word) >= 0; }).length;
        return { page: item.page, score: inTitle };
      })
      .sort(function (a, b) { return b.score - a.score; });
  }

  function excerpt(text, word) {
    var at = plain(text).indexOf(word);
    var start = Math.max(0, at - 30);
    return (start > 0 ? "…" : "") + text.slice(start, start + 90) + (text.length > start + 90 ? "…" : "");
  }

  function show(query) {
    var words = plain(query).split(/\s+/).filter(Boolean);
    list.textContent = "";
    if (!words.length) {
      results.hidden = true;
      status.textContent = "";
      return;
    }
    var hits = found(words);
    hits.slice(0, LIMIT).forEach(function (hit) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = hit.page[0];
      link.textContent = hit.page[1];
      link.lang = "ja";
      item.appendChild(link);
      if (hit.page[2]) {
        var text = document.createElement("p");
        text.textContent = excerpt(hit.page[2], words[0]);
        text.lang = "ja";
        item.appendChild(text);
      }
      list.appendChild(item);
    });
    results.hidden = !hits.length;
    status.textContent = hits.length
      ? status.getAttribute("data-found").replace("{count}", hits.length)
      : status.getAttribute("data-none");
  }

  form.hidden = false;
  document.getElementById("search-without").hidden = true;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    show(input.value);
  });
  var waiting;
  input.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () { show(input.value); }, 250);
  });
})();
