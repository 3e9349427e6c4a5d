"""What ``doctor`` says about tools, in Chinese, by what it is in English.

tests/test_doctor.py names what is missing.
"""

from __future__ import annotations

_TOOLS = {
    "package": ("套件", "程序包"),
    "engine": ("排版引擎", "排版引擎"),
    "font": ("字型", "字体"),
    "compiler": ("編譯器", "编译器"),
    "viewer": ("檢視工具", "查看工具"),
    "yes": ("有", "有"),
    "no": ("無", "无"),
    "the term language, and one of the checks": (
        "式子的語言，也是檢驗之一",
        "表达式的语言，也是检验之一",
    ),
    "generated NumPy code, run and compared": (
        "執行並比對產生的 NumPy 程式碼",
        "运行并比对生成的 NumPy 代码",
    ),
    "ball arithmetic": ("球算術", "球算术"),
    "every document that has a frame": ("所有依模板產生的文件", "所有按模板生成的文档"),
    "PDF without any other program": ("不需其他程式即可產生 PDF", "无需其他程序即可生成 PDF"),
    "PDF by LaTeX, preferred when it is there": (
        "以 LaTeX 產生 PDF，優先採用",
        "用 LaTeX 生成 PDF，优先采用",
    ),
    "PDF by LuaLaTeX; Chinese with babel": (
        "以 LuaLaTeX 產生 PDF；中文由 babel 處理",
        "用 LuaLaTeX 生成 PDF；中文由 babel 处理",
    ),
    "PDF by XeLaTeX; Chinese with xeCJK": (
        "以 XeLaTeX 產生 PDF；中文由 xeCJK 處理",
        "用 XeLaTeX 生成 PDF；中文由 xeCJK 处理",
    ),
    "PDF by pdfLaTeX": ("以 pdfLaTeX 產生 PDF", "用 pdfLaTeX 生成 PDF"),
    "PDF by Tectonic, from what it has downloaded before": (
        "以 Tectonic 產生 PDF，只用它先前下載的檔案",
        "用 Tectonic 生成 PDF，只用它先前下载的文件",
    ),
    "PDF, always": ("PDF，隨時可用", "PDF，随时可用"),
    "documents in zh-TW": ("繁體中文文件", "繁体中文文档"),
    "documents in zh-CN": ("簡體中文文件", "简体中文文档"),
    "generated C, run and compared by verify": (
        "由 verify 執行並比對產生的 C 程式碼",
        "由 verify 运行并比对生成的 C 代码",
    ),
    "the tests that read a PDF back": ("讀回 PDF 的測試", "读回 PDF 的测试"),
}

TRADITIONAL = {english: chinese for english, (chinese, _) in _TOOLS.items()}
SIMPLIFIED = {english: chinese for english, (_, chinese) in _TOOLS.items()}
