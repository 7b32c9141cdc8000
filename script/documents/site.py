"""Lays the pages of the repository out for MkDocs: pages, what they link to, the navigation."""
import json
import os
import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from documents import links, pages  # noqa: E402

SECTIONS = (("Learn", "docs/tutorial"), ("How to", "docs/howto"), ("Reference", "docs/reference"), ("How it works", "docs/explanation"),
            ("Trust", "docs/trust"), ("Develop", "docs/develop"), ("中文", "docs/zh"))
KATEX = pathlib.Path("/usr/share/javascript/katex")
FORMULAS = r"""document.addEventListener("DOMContentLoaded", function () {
  for (const formula of document.querySelectorAll(".arithmatex")) {
    const text = formula.textContent.trim();
    katex.render(text.slice(2, -2), formula, {displayMode: text.startsWith("\\["), throwOnError: false});
  }
});
"""
STYLE = """.md-typeset table:not([class]) { font-size: .64rem; }
.md-grid { max-width: 70rem; }
.md-typeset pre > code { font-size: .62rem; font-family: "Sarasa Mono SC", "Noto Sans Mono CJK SC", "WenQuanYi Micro Hei Mono", "DejaVu Sans Mono", monospace; }
body { --md-text-font: "Noto Sans", "DejaVu Sans", "Noto Sans CJK SC", "WenQuanYi Micro Hei", "Microsoft YaHei", sans-serif; }
"""


def title_of(text, path):
    heading = re.search(r"^# +(.*)", text, re.MULTILINE)
    return re.sub(r"[`*]", "", heading.group(1)) if heading else path


def in_order(root, folder):
    """Pages below a folder: first those that its README links to, then those that these link to."""
    found = [f"{folder}/README.md"]
    for path in found:
        for _, link in pages.links(pages.read(root, path)):
            target = links.target_of(path, link)[0]
            if target.startswith(folder + "/") and target.endswith(".md") and target not in found and (root / target).is_file():
                found.append(target)
    return found + sorted(path for path in pages.markdown(root) if path.startswith(folder + "/") and path not in found)


def navigation(root):
    """The navigation: the README, the sections of docs, and the READMEs of the folders of the code."""
    nav = [{"Home": ["README.md", "README.zh.md", {"All documents": "docs/README.md"}, {"Changes": "CHANGELOG.md"}, {"Security": "SECURITY.md"}]}]
    for name, folder in SECTIONS:
        nav.append({name: in_order(root, folder)})
    rest = [path for path in pages.markdown(root) if (not path.startswith("docs/") or path.startswith("docs/pictures/")) and os.path.dirname(path)]
    nav[6]["Develop"] += ["CONTRIBUTING.md", {"Folders": [{(os.path.dirname(path) if path.endswith("README.md") else path): path} for path in rest]}]
    return nav


def staged(text, path, root):
    """The page as the site wants it: a link to a folder leads to its README."""

    def lead(match):
        link = match.group(2)
        if links.OUTSIDE.match(link) or link.startswith("#"):
            return match.group(0)
        file, _ = links.target_of(path, link)
        if not (root / file).is_dir():
            return match.group(0)
        return f"{match.group(1)}{link.partition('#')[0].rstrip('/')}/README.md)"

    return re.sub(r"(\]\()([^)\s]+)\)", lead, text)


def linked_files(root, paths):
    """Files that are no pages and that pages show or link to."""
    found = set()
    for path in paths:
        for _, link in pages.links(pages.read(root, path)):
            file = links.target_of(path, link)[0]
            if not links.OUTSIDE.match(link) and not file.endswith(".md") and (root / file).is_file():
                found.add(file)
    return sorted(found)


def lay_out(root, folder):
    """Fills `folder` with source/ and mkdocs.yml."""
    source = folder / "source"
    shutil.rmtree(source, ignore_errors=True)
    paths = pages.markdown(root)
    for path in paths:
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(staged(pages.read(root, path), path, root), encoding="utf-8")
    for path in linked_files(root, paths):
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, source / path)
    extra = source / "extra"
    extra.mkdir()
    if KATEX.is_dir():
        shutil.copytree(KATEX, extra / "katex")
    else:
        for name in ("katex.min.css", "katex.min.js"):
            (extra / "katex" / name).parent.mkdir(parents=True, exist_ok=True)
            (extra / "katex" / name).write_text("", encoding="utf-8")
    (extra / "formulas.js").write_text(FORMULAS if KATEX.is_dir() else "", encoding="utf-8")
    (extra / "site.css").write_text(STYLE, encoding="utf-8")
    shutil.copyfile(root / "docs/pictures/favicon.svg", source / "docs/pictures/favicon.svg")
    template = pages.read(root, "script/documents/mkdocs.yml")
    theme = f"  custom_dir: {root / 'script/documents/theme'}\n"
    template = template.replace("  name: material\n", "  name: material\n" + theme)
    places = {"docs_dir": str(source), "site_dir": str(folder / "html"), "nav": navigation(root)}
    (folder / "mkdocs.yml").write_text(template + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in places.items()),
                                       encoding="utf-8")


# Chinese words that people look for, beside those of the glossary.
COMMON = "区县 镇街 街道 社区 行政村 老年人 老年居民 养老 服务 设施 床位 护理型床位 护理员 助老员 人员 人口 普查 资金 补助 以奖代补 市级 区级财政 福彩公益金 目标 达标 覆盖 情景 参数 假设 区间 报告 对比 推演 模拟 重复 教程 安装 运行 词汇表 输入表 冲击 压力 措施 引用 缺床 等待 预测"
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
BREAK = "\u200b"  # nobody sees it; the search takes it for a blank


def chinese_words(root):
    column = [row.split("|")[2] for row in pages.read(root, "docs/reference/glossary.md").splitlines() if row.startswith("| ")]
    return {word for text in column for word in CHINESE.findall(text) if len(word) > 1} | set(COMMON.split())


def divided(text, words):
    """The text with breaks between Chinese words: always the longest that is known, and what lies between."""
    longest = max(map(len, words))

    def divide(match):
        run, out, rest, at = match.group(), [], "", 0
        while at < len(run):
            known = next((run[at : at + size] for size in range(min(longest, len(run) - at), 1, -1) if run[at : at + size] in words), None)
            if known:
                out += [rest, known] if rest else [known]
                rest = ""
            else:
                rest += run[at]
            at += len(known or "x")
        return BREAK + BREAK.join([*out, rest] if rest else out) + BREAK

    return CHINESE.sub(divide, text)


def make_searchable(root, folder):
    """Divides the Chinese of the search index into words."""
    file = folder / "html/search/search_index.json"
    index = json.loads(file.read_text(encoding="utf-8"))
    words = chinese_words(root)
    for entry in index["docs"]:
        entry["title"], entry["text"] = divided(entry["title"], words), divided(entry["text"], words)
    file.write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    work = {"lay-out": lay_out, "make-searchable": make_searchable}[sys.argv[1]]
    target = pathlib.Path(sys.argv[2]).resolve()
    target.mkdir(parents=True, exist_ok=True)
    work(pathlib.Path(__file__).resolve().parents[2], target)
