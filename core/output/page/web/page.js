// What a page can do beyond being read: switch its language, move the month of the map, and turn drawings into charts that answer a pointer.
// Without it the page stands in its first language with drawings and tables: the script only hides and shows, or draws what is there again.
(function () {
  "use strict";
  const root = document.documentElement;

  // Charts ----------------------------------------------------------------------------------------------------------------------------

  const INK = "#20282c", SOFT = "#4a555a", LINE = "#e6eaeb", WARM = "#b5532f";
  const figures = Array.from(document.querySelectorAll("figure[data-chart]"));

  function number(value, show) {
    if (value === null) return "–";
    if (show === "share") return (100 * value).toFixed(1) + "%";
    const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 3;
    return value.toLocaleString("en-US", { maximumFractionDigits: digits });
  }

  // In a cell there is room for a tenth; the note beside the pointer has the rest.
  function cell_text(value, show) {
    return value === null || show === "share" ? number(value, show) : value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 1 : 0 });
  }

  function tick(value, show) {
    return show === "share" ? Number((100 * value).toPrecision(4)) + "%" : value.toLocaleString("en-US", { maximumFractionDigits: 3 });
  }

  // Names come from scenarios: they are put into the page as text, never as markup.
  function note(head, lines) {
    const box = document.createElement("div");
    const title = document.createElement("strong");
    title.textContent = head;
    box.append(title);
    for (const [colour, text] of lines) {
      const row = document.createElement("div");
      const mark = document.createElement("i");
      mark.style.cssText = "display:inline-block;width:10px;height:10px;margin-right:6px;background:" + colour;
      row.append(mark, text);
      box.append(row);
    }
    return box;
  }

  function interval(spec, values, i) {
    const low = values.low && values.low[i], high = values.high && values.high[i];
    const known = low !== undefined && low !== null && high !== null && low !== high;
    return number(values.mean[i], spec.show) + (known ? " [" + number(low, spec.show) + ", " + number(high, spec.show) + "]" : "");
  }

  function frame(spec, height) {
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: INK },
      grid: { left: 8, right: 18, top: 24, bottom: 8, containLabel: true },
      toolbox: {
        right: 0, top: -8, itemSize: 13,
        feature: { saveAsImage: { name: spec.title.en, pixelRatio: 2, backgroundColor: "#fff" } },
      },
      height: height,
    };
  }

  function column_axis(spec, points) {
    const months = spec.over.length > 0 && /^\d{4}-\d{2}$/.test(spec.over[0]);
    return {
      type: "category", data: spec.over, boundaryGap: !points,
      axisTick: { show: false }, axisLine: { lineStyle: { color: "#8b959b" } },
      axisLabel: {
        color: SOFT, hideOverlap: true, alignMaxLabel: points && !months ? "right" : undefined,
        interval: months ? (i, name) => i === 0 || name.slice(0, 4) !== spec.over[i - 1].slice(0, 4) : 0,
        formatter: (name) => (months ? name.slice(0, 4) : name),
      },
    };
  }

  function value_axis(spec) {
    const all = spec.show === "share" && spec.highest > 0.5 && spec.highest <= 1;
    return {
      type: "value", min: spec.lowest < 0 ? undefined : 0, max: all ? 1 : undefined, interval: all ? 0.25 : undefined, splitNumber: 4,
      splitLine: { lineStyle: { color: LINE } }, axisLabel: { color: SOFT, hideOverlap: true, formatter: (value) => tick(value, spec.show) },
    };
  }

  function row_axis(spec, language) {
    return {
      type: "category", inverse: true, data: spec.rows.map((row) => row.name[language]),
      axisTick: { show: false }, axisLine: { show: false },
      axisLabel: { color: SOFT, width: Math.round(Math.max(96, 0.4 * spec.width)), overflow: "truncate", interval: 0 },
    };
  }

  function level_line(spec, language, upright) {
    if (!spec.levels || spec.levels.length === 0) return undefined;
    return {
      silent: true, symbol: "none", label: { show: false }, lineStyle: { color: WARM, type: [6, 4], width: 1.5 },
      data: spec.levels.map((level) => ({ name: level.name[language], [upright ? "xAxis" : "yAxis"]: level.value })),
    };
  }

  // How many lines the legend of a chart of columns takes: all of it is shown, and the chart grows.
  const LEGEND_LINE = 22, LEGEND_GAP = 14, LEGEND_MARK = 16;
  const pen = document.createElement("canvas").getContext("2d");
  function legend_lines(spec, language) {
    pen.font = "12px " + getComputedStyle(document.body).fontFamily;
    let lines = 1, at = 0;
    for (const part of spec.series) {
      const width = LEGEND_MARK + 5 + pen.measureText(part.name[language]).width + LEGEND_GAP;
      if (at > 0 && at + width > spec.width - 24) {
        lines += 1;
        at = 0;
      }
      at += width;
    }
    return lines;
  }

  const kinds = {
    lines(spec, language) {
      const series = [];
      for (const line of spec.series) {
        if (line.low) {
          const band = { type: "line", stack: line.name.en, symbol: "none", silent: true, lineStyle: { opacity: 0 } };
          const width = line.high.map((high, i) => (high === null ? null : high - line.low[i]));
          series.push({ ...band, data: line.low });
          series.push({ ...band, data: width, areaStyle: { color: line.colour, opacity: 0.18 } });
        }
        series.push({
          type: "line", name: line.name[language], data: line.mean, symbol: "none", color: line.colour,
          lineStyle: { width: 2.2, type: line.dashed ? "dashed" : "solid" }, emphasis: { disabled: true },
        });
      }
      if (series.length > 0) series[series.length - 1].markLine = level_line(spec, language, false);
      return {
        ...frame(spec), xAxis: column_axis(spec, true), yAxis: value_axis(spec), series: series,
        tooltip: {
          trigger: "axis", confine: true,
          formatter: (at) => note(at[0].axisValue, spec.series.map((line) =>
            [line.colour, line.name[language] + ": " + interval(spec, line, at[0].dataIndex)])),
        },
      };
    },

    columns(spec, language) {
      return {
        ...frame(spec), xAxis: column_axis(spec, false), yAxis: value_axis(spec),
        grid: { left: 8, right: 18, top: 18 + LEGEND_LINE * legend_lines(spec, language), bottom: 8, containLabel: true },
        legend: {
          type: "plain", left: 0, top: 0, right: 24, itemGap: LEGEND_GAP, itemWidth: LEGEND_MARK, textStyle: { color: SOFT }, selectedMode: false,
        },
        series: spec.series.map((part) => ({
          type: "bar", stack: "all", name: part.name[language], color: part.colour, barCategoryGap: spec.over.length > 12 ? "10%" : "44%",
          data: part.mean.map((value) => Math.max(0, value)),
        })),
        tooltip: {
          trigger: "axis", confine: true,
          formatter: (at) => note(at[0].axisValue, spec.series.map((part) =>
            [part.colour, part.name[language] + ": " + interval(spec, part, at[0].dataIndex)])),
        },
      };
    },

    heat(spec, language) {
      const cells = [];
      spec.rows.forEach((row, r) => row.mean.forEach((value, i) => cells.push({
        value: [i, r, value === null ? "-" : value], label: { color: value > 0.7 * spec.full ? "#fff" : INK },
      })));
      const few = spec.over.length <= 12;
      return {
        ...frame(spec), xAxis: { ...column_axis(spec, false), position: "top" }, yAxis: row_axis(spec, language),
        visualMap: { show: false, min: 0, max: spec.full, inRange: { color: ["#ffffff", spec.colour] } },
        series: [{
          type: "heatmap", data: cells, itemStyle: { borderColor: "#fff", borderWidth: few ? 2 : 0 },
          label: { show: few, formatter: (at) => cell_text(at.value[2] === "-" ? null : at.value[2], spec.show) },
        }],
        tooltip: {
          confine: true,
          formatter: (at) => note(spec.rows[at.value[1]].name[language],
            [[spec.colour, spec.over[at.value[0]] + ": " + interval(spec, spec.rows[at.value[1]], at.value[0])]]),
        },
      };
    },

    bars(spec, language) {
      const whiskers = (params, api) => {
        const low = api.coord([api.value(1), api.value(0)]), high = api.coord([api.value(2), api.value(0)]);
        return { type: "line", shape: { x1: low[0], y1: low[1], x2: high[0], y2: high[1] }, style: { stroke: INK, lineWidth: 1.5 } };
      };
      const middle = spec.dots ? { type: "scatter", symbolSize: 9 } : { type: "bar", barWidth: "62%" };
      const noted = spec.rows.some((row) => row.note);
      const notes = {
        type: "category", inverse: true, position: "right", data: spec.rows.map((row) => row.note), axisTick: { show: false },
        axisLine: { show: false }, axisLabel: { color: SOFT, interval: 0 },
      };
      const text = (i) => interval(spec, { mean: spec.mean, low: spec.low, high: spec.high }, i) +
        (spec.rows[i].note ? " · " + spec.rows[i].note : "");
      return {
        ...frame(spec), yAxis: noted ? [row_axis(spec, language), notes] : row_axis(spec, language),
        xAxis: { ...value_axis(spec), axisLine: { show: spec.lowest < 0, lineStyle: { color: "#8b959b" } } },
        series: [
          { ...middle, color: spec.colour, data: spec.mean, markLine: level_line(spec, language, true) },
          {
            type: "custom", renderItem: whiskers, silent: true, z: 5, encode: { y: 0, x: [1, 2] },
            data: spec.low.map((low, i) => [i, low, spec.high[i]]).filter((row) => row[1] !== null && row[1] < row[2]),
          },
        ],
        tooltip: { confine: true, formatter: (at) => note(spec.rows[at.dataIndex].name[language], [[spec.colour, text(at.dataIndex)]]) },
      };
    },

    scatter(spec, language) {
      const widest = Math.max(...spec.points.map((point) => point.x));
      const axis = (of) => ({ ...value_axis({ show: spec.show, lowest: 0 }), name: of[language], nameLocation: "middle", nameGap: 28 });
      return {
        ...frame(spec), grid: { left: 8, right: 40, top: 40, bottom: 30, containLabel: true },
        xAxis: axis(spec.x), yAxis: { ...axis(spec.y), nameLocation: "end", nameGap: 12, nameTextStyle: { align: "left" } },
        series: [{
          type: "scatter", symbolSize: 9, color: spec.colour,
          data: spec.points.map((point) => ({ value: [point.x, point.y], label: { position: point.x > 0.5 * widest ? "left" : "right" } })),
          label: {
            show: true, color: SOFT, formatter: (at) => (at.dataIndex < spec.named ? spec.points[at.dataIndex].name[language] : ""),
          },
          labelLayout: { hideOverlap: true },
        }],
        tooltip: {
          confine: true,
          formatter: (at) => note(spec.points[at.dataIndex].name[language],
            [[spec.colour, spec.x[language] + ": " + number(at.value[0], spec.show)], [spec.colour, spec.y[language] + ": " + number(at.value[1], spec.show)]]),
        },
      };
    },
  };

  function height_of(spec, language) {
    if (spec.kind === "columns") return 278 + LEGEND_LINE * legend_lines(spec, language);
    return spec.kind === "heat" || spec.kind === "bars" ? 44 + (spec.dots ? 24 : 22) * spec.rows.length : 300;
  }

  function described(spec, language) {
    return (language === "zh" ? "这是一个关于“" + spec.title.zh + "”的图表。" : "This is a chart about \"" + spec.title.en + "\". ") + spec.about[language];
  }

  function draw(figure, language) {
    const spec = JSON.parse(figure.dataset.chart);
    let live = figure.querySelector(".live");
    if (live) echarts.dispose(live);
    else {
      live = document.createElement("div");
      live.className = "live";
      figure.querySelector(".plot").before(live);
    }
    figure.classList.add("alive", spec.kind);
    spec.width = live.clientWidth;
    live.style.height = height_of(spec, language) + "px";
    const chart = echarts.init(live, null, { renderer: "svg", locale: language === "zh" ? "ZH" : "EN" });
    chart.setOption({
      ...kinds[spec.kind](spec, language),
      aria: {
        enabled: true, decal: { show: spec.kind === "columns" && spec.series.length > 1 },
        // Of rows and points the library would read out bare coordinates.
        label: spec.kind === "heat" || spec.kind === "scatter" ? { description: described(spec, language) } : {},
      },
      title: { text: spec.title[language], show: false },
    });
  }

  // Charts are drawn when they come near the window: a page opens at once.
  const near = "IntersectionObserver" in window && new IntersectionObserver(function (entries) {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      draw(entry.target, shown);
    }
  }, { rootMargin: "600px" });

  function draw_charts() {
    if (typeof echarts === "undefined" || !near) return;
    for (const figure of figures) near.observe(figure);
  }

  if (typeof echarts !== "undefined") {
    window.addEventListener("resize", function () {
      for (const live of document.querySelectorAll(".live")) echarts.getInstanceByDom(live).resize();
    });
  }

  // Language --------------------------------------------------------------------------------------------------------------------------

  const buttons = Array.from(document.querySelectorAll(".switch button"));
  let shown = root.className.replace("show-", "");
  function show(language) {
    shown = language;
    root.className = "show-" + language;
    root.lang = language;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === language));
    draw_charts();
  }
  for (const button of buttons) button.addEventListener("click", () => show(button.value));
  document.querySelector(".switch").hidden = false;

  // Map -------------------------------------------------------------------------------------------------------------------------------

  // Every mark of the map says in data-on from which month it is open, and every town in data-shares how much of it is covered by month.
  function show_month(map, month) {
    map.querySelectorAll("[data-on]").forEach((mark) => mark.classList.toggle("off", Number(mark.dataset.on) > month));
    map.querySelectorAll("[data-shares]").forEach(function (town) {
      const [fills, texts] = [town.dataset.fills.split(" "), town.dataset.shares.split(" ")];
      town.querySelector("circle, path").setAttribute("fill", fills[month]);
      const text = town.querySelector("text");
      if (text) text.textContent = texts[month];
    });
  }
  const slider = document.getElementById("month");
  if (slider) {
    const months = slider.dataset.months.split(" ");
    document.querySelector(".months").hidden = false;
    slider.addEventListener("input", function () {
      document.getElementById("month-shown").textContent = months[Number(slider.value)];
      slider.setAttribute("aria-valuetext", months[Number(slider.value)]);
      show_month(document.querySelector(".map svg"), Number(slider.value));
    });
  }

  show(shown);
})();
