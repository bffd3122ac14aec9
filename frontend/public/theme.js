(function () {
  try {
    var theme = localStorage.getItem("twin.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (_) {}
})();
