#!/usr/bin/env python3
"""The Grafana dashboard: make_dashboard.py > grafana-dashboard.json. Panels as data, so that a
reader sees what is asked and nobody edits a thousand lines of layout."""
import json
import sys

SOURCE = {"type": "prometheus", "uid": "${datasource}"}
HOURS = [{"color": "green", "value": None}, {"color": "orange", "value": 26 * 3600},
         {"color": "red", "value": 48 * 3600}]
UP = [{"color": "red", "value": None}, {"color": "green", "value": 1}]
PLAIN = [{"color": "green", "value": None}]

# title, kind, width of 24, unit, thresholds, [(query, legend)]
PANELS = [
    ("Tjänsten svarar / Service up", "stat", 4, "none", UP, [("min(up{job=~\"$job\"})", "")]),
    ("Lagret skrivbart / Store writable", "stat", 4, "none", UP, [("min(tertil_store_writable)", "")]),
    ("Säkerhetskopians ålder / Backup age", "stat", 4, "s", HOURS,
     [("time() - max(tertil_backup_last_timestamp_seconds > 0)", "")]),
    ("Ledig disk / Disk free", "stat", 4, "percentunit",
     [{"color": "red", "value": None}, {"color": "orange", "value": 0.1}, {"color": "green", "value": 0.2}],
     [("min(tertil_disk_free_bytes / tertil_disk_size_bytes)", "")]),
    ("Inläsningar som pågår / Imports running", "stat", 4, "none", PLAIN, [("sum(tertil_imports_running)", "")]),
    ("Version", "stat", 4, "none", PLAIN, [("tertil_build_info", "{{version}}")]),
    ("Färskhet per källa / Age of each source", "bargauge", 12, "s", PLAIN,
     [("time() - tertil_source_last_import_timestamp_seconds", "{{source}}")]),
    ("Rader per dygn / Rows a day", "timeseries", 12, "short", PLAIN,
     [("sum by (result) (increase(tertil_import_rows_total[1d]))", "{{result}}")]),
    ("Inläsningar per läge / Imports by state", "timeseries", 12, "short", PLAIN,
     [("sum by (state) (tertil_import_batches)", "{{state}}")]),
    ("Misslyckade hämtningar i rad / Failed pulls in a row", "timeseries", 12, "short", PLAIN,
     [("tertil_pull_failures", "{{source}}")]),
    ("Svar per sekund / Answers a second", "timeseries", 12, "reqps", PLAIN,
     [("sum by (status) (rate(tertil_http_requests_total[5m]))", "{{status}}")]),
    ("Svarstid / Duration", "timeseries", 12, "s", PLAIN,
     [(f"histogram_quantile({q}, sum by (le) (rate(tertil_http_request_duration_seconds_bucket[5m])))", f"p{int(q * 100)}")
      for q in (0.5, 0.95, 0.99)]),
    ("Lagrets storlek / Store size", "timeseries", 8, "bytes", PLAIN,
     [("tertil_store_size_bytes", "data"), ("tertil_store_log_bytes", "log"),
      ("tertil_backup_last_size_bytes", "backup")]),
    ("Minne / Memory", "timeseries", 8, "bytes", PLAIN, [("process_resident_memory_bytes{job=~\"$job\"}", "")]),
    ("Förbindelser / Connections", "timeseries", 8, "short", PLAIN,
     [("tertil_http_connections_open", "open"), ("process_open_fds{job=~\"$job\"}", "descriptors")]),
]


def panels():
    x = y = 0
    for number, (title, kind, width, unit, steps, queries) in enumerate(PANELS, 1):
        height = 4 if kind == "stat" else 8
        if x + width > 24:
            x, y = 0, y + last
        last = height
        yield {"id": number, "title": title, "type": kind, "datasource": SOURCE,
               "gridPos": {"x": x, "y": y, "w": width, "h": height},
               "fieldConfig": {"defaults": {"unit": unit, "noValue": "Inga uppgifter / No data",
                                            "thresholds": {"mode": "absolute", "steps": steps}},
                               "overrides": []},
               "options": {"reduceOptions": {"calcs": ["lastNotNull"]},
                           **({"textMode": "name"} if title == "Version" else {})},
               "targets": [{"refId": chr(65 + i), "datasource": SOURCE, "expr": expr,
                            "legendFormat": legend} for i, (expr, legend) in enumerate(queries)]}
        x += width


json.dump({"title": "tertil", "uid": "tertil", "tags": ["tertil"], "schemaVersion": 37, "version": 1,
           "editable": True, "timezone": "browser", "refresh": "1m",
           "time": {"from": "now-24h", "to": "now"},
           "templating": {"list": [
               {"name": "datasource", "type": "datasource", "query": "prometheus", "label": "Prometheus"},
               {"name": "job", "type": "query", "label": "Job", "datasource": SOURCE, "includeAll": False,
                "query": "label_values(tertil_build_info, job)", "refresh": 1}]},
           "panels": list(panels())}, sys.stdout, indent=1, ensure_ascii=False)
print()
