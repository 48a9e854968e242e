/**
 * What makes a report interactive, without a library and without a network: tips on marks and lines,
 * tables that sort and filter, the threshold slider, and everything open when printed.
 */
export const reportRuntime = String.raw`
(function () {
  'use strict';
  var tip = document.createElement('div');
  tip.id = 'tip';
  document.body.appendChild(tip);

  function show(text, event) {
    tip.textContent = text;
    tip.className = 'on';
    var box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(innerWidth - box.width - 8, event.clientX + 14)) + 'px';
    tip.style.top = Math.max(4, event.clientY - box.height - 10) + 'px';
  }
  function hide() { tip.className = ''; }

  function nearest(path, event) {
    var svg = path.ownerSVGElement;
    var points = path.points || (path.points = JSON.parse(path.dataset.points));
    var at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    var best = null, least = 30 * 30;
    points.forEach(function (p) {
      var d = (p[2] - at.x) * (p[2] - at.x) + (p[3] - at.y) * (p[3] - at.y);
      if (d < least) { least = d; best = p; }
    });
    return best && { point: best, distance: least };
  }

  document.addEventListener('mousemove', function (event) {
    var marked = event.target.closest && event.target.closest('[data-tip]');
    if (marked) return show(marked.dataset.tip, event);
    var svg = event.target.closest && event.target.closest('svg');
    var found = null;
    if (svg) svg.querySelectorAll('path[data-points]').forEach(function (path) {
      var hit = nearest(path, event);
      if (hit && (!found || hit.distance < found.distance)) found = { distance: hit.distance, point: hit.point, name: path.dataset.name };
    });
    if (found) show(found.name + ': ' + found.point[0] + ', ' + found.point[1], event);
    else hide();
  });
  document.addEventListener('mouseleave', hide);

  document.querySelectorAll('table[data-sortable]').forEach(function (table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      var button = head.querySelector('button');
      if (!button) return;
      button.addEventListener('click', function () {
        var up = head.getAttribute('aria-sort') === 'descending';
        heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        var rows = Array.prototype.slice.call(table.tBodies[0].rows);
        var key = function (row) { var cell = row.cells[column]; return cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent; };
        rows.sort(function (a, b) {
          var x = key(a), y = key(b);
          var order = x !== '' && y !== '' && !isNaN(x) && !isNaN(y) ? x - y : String(x).localeCompare(String(y));
          return up ? order : -order;
        });
        rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
      });
    });
  });

  document.querySelectorAll('input[data-filter]').forEach(function (input) {
    var count = document.getElementById(input.dataset.filter + '-count');
    input.addEventListener('input', function () {
      var wanted = input.value.toLowerCase(), left = 0;
      document.querySelectorAll('[data-in="' + input.dataset.filter + '"]').forEach(function (item) {
        item.hidden = item.dataset.text.toLowerCase().indexOf(wanted) < 0;
        if (!item.hidden && item.tagName === 'TR') left += 1;
      });
      if (count) count.textContent = wanted ? left + ' shown' : '';
    });
  });

  var slider = document.getElementById('threshold');
  if (slider) {
    var table = JSON.parse(document.getElementById('thresholds').textContent);
    var write = function (id, value) { document.getElementById(id).textContent = value; };
    var rate = function (value) { return value === null ? '–' : (value * 100).toFixed(1) + '%'; };
    var update = function () {
      var row = table[Number(slider.value)];
      slider.setAttribute('aria-valuetext', String(row[0]));
      write('at-threshold', row[0].toFixed(2));
      write('t-precision', rate(row[1]));
      write('t-recall', rate(row[2]));
      write('t-f1', rate(row[3]));
      write('t-accuracy', rate(row[4]));
      write('t-positive', row[5]);
    };
    slider.addEventListener('input', update);
    update();
  }

  addEventListener('beforeprint', function () {
    document.querySelectorAll('details').forEach(function (details) { details.open = true; });
  });
})();
`;
