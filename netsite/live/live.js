// Loads the page again after each build. A hidden page lets go of its connection, for a browser
// has only six for a server; shown again, it asks whether it is still the newest.
(function () {
  "use strict";
  var version = document.currentScript.dataset.version;
  var source = null;
  var again = 0;

  function disconnect() {
    clearTimeout(again);
    if (source) { source.close(); }
    source = null;
  }

  function connect() {
    disconnect();
    source = new EventSource("/-/events");
    source.onmessage = function (event) {
      if (event.data !== version) {
        disconnect();
        location.reload(); // which keeps the place on the page
      }
    };
    source.onerror = function () {
      // A lost connection is tried again by the browser itself, a refused one is not.
      if (source && source.readyState === EventSource.CLOSED) {
        disconnect();
        again = setTimeout(connect, 2000);
      }
    };
  }

  function look() {
    if (document.hidden) { disconnect(); } else if (!source) { connect(); }
  }

  document.addEventListener("visibilitychange", look);
  window.addEventListener("pagehide", disconnect);
  window.addEventListener("pageshow", look);
  look();
})();
