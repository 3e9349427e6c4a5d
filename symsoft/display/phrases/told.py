"""What the checkers write in English as data, and what that is in Chinese.

A key is the English text with its fields: ``{count}`` is a number, ``{word}`` has no space,
``{place}`` and ``{cell}`` say where; ``{list}``, ``{clause}`` and the like are told in the reader's
language themselves.
tests/display/test_told.py names the texts that are missing.
"""

from __future__ import annotations

_TOLD = {
    # What running code has shown.
    "{word} ulp, {extreme} at extreme inputs, {share} of its bound": (
        "{word} ulp，極端輸入下{extreme} ulp，最大為誤差界的{share}倍",
        "{word} ulp，极端输入下{extreme} ulp，最大为误差界的{share}倍",
    ),
    "code {word} ulp, {share} of its bound": (
        "程式碼誤差{word} ulp，最大為誤差界的{share}倍",
        "代码误差{word} ulp，最大为误差界的{share}倍",
    ),
    "{count} compared": ("已比對{count}個值", "已比对{count}个值"),
    "{count} by contract only": ("僅依約定檢查{count}個值", "仅按约定检查{count}个值"),
    "skipped {list}": ("略過：{list}", "跳过：{list}"),
    "{count} out of range on the way": (
        "{count}個值在計算途中超出範圍",
        "{count}个值在计算途中超出范围",
    ),
    "{count} undecided by rounding": ("{count}個值因捨入而無法判定", "{count}个值因舍入而无法判定"),
    "{count} of unknown truth": ("{count}個值的真值未知", "{count}个值的真值未知"),
    "nothing compared at {list}": ("無可比對的輸入：{list}", "无可比对的输入：{list}"),
    "no entry could be compared": ("沒有可比對的值", "没有可比对的值"),
    "{family} inputs": ("{family}輸入", "{family}输入"),
    "ordinary": ("一般", "一般"),
    "large": ("很大的", "很大的"),
    "small": ("很小的", "很小的"),
    "subnormal": ("次正規", "次正规"),
    "ties": ("相等的", "相等的"),
    "random": ("隨機", "随机"),
    "all {word}": ("全為{word}", "全为{word}"),
    "{list}: got {word}, should be {wanted}, within {bound}": (
        "{list}：得到{word}，應為{wanted}，容許誤差{bound}",
        "{list}：得到{word}，应为{wanted}，允许误差{bound}",
    ),
    "{list}: got {word}, should be {wanted}": (
        "{list}：得到{word}，應為{wanted}",
        "{list}：得到{word}，应为{wanted}",
    ),
    "{value} by the contract": ("依約定為{value}", "按约定为{value}"),
    "{list}: gives {got} instead of {wanted}": (
        "{list}：給出{got}，而非{wanted}",
        "{list}：给出{got}，而非{wanted}",
    ),
    "{clause} at {cell}": ("{clause}，位置{cell}", "{clause}，位置{cell}"),
    "skipped": ("略過", "跳过"),
    "not written": ("未產生", "未生成"),
    "there is no C compiler: install gcc or clang, or set CC": (
        "沒有 C 編譯器：請安裝 gcc 或 clang，或設定 CC",
        "没有 C 编译器：请安装 gcc 或 clang，或设置 CC",
    ),
    # Where two sides differ.
    "{place}: {clause}": ("{place}：{clause}", "{place}：{clause}"),
    "{clause} where {place}": ("{clause}，其中{place}", "{clause}，其中{place}"),
    "left {left}, right {right} at {inputs}": (
        "當{inputs}時，左邊為{left}，右邊為{right}",
        "当{inputs}时，左边为{left}，右边为{right}",
    ),
    "left {left}, right {right}": ("左邊為{left}，右邊為{right}", "左边为{left}，右边为{right}"),
    "left - right has the coefficient {number} of {power}": (
        "左邊減右邊，{power}的係數為{number}",
        "左边减右边，{power}的系数为{number}",
    ),
    "undecided: {clause}": ("無法判定：{clause}", "无法判定：{clause}"),
    "the shapes do not fit: {error}": ("形狀不相容：{error}", "形状不相容：{error}"),
    "every size": ("任何大小", "任何大小"),
    "no values": ("沒有值", "没有值"),
    # Why something is not known.
    "ball arithmetic has no value for {kind}": ("球算術不能計算{kind}", "球算术不能计算{kind}"),
    "balls do not decide '{relation}'": (
        "球算術不能判定「{relation}」",
        "球算术不能判定“{relation}”",
    ),
    "{name} has no entry {at}": ("{name}沒有分量{at}", "{name}没有分量{at}"),
    "{name} has no normal form": ("{name}沒有正規形式", "{name}没有范式"),
    "a derivative by {one} stands inside one by {other}, which is made of it": (
        "對{one}的導數在對{other}的導數之內，而後者由前者構成",
        "对{one}的导数在对{other}的导数之内，而后者由前者构成",
    ),
    "{name} is made of other quantities": ("{name}由其他量構成", "{name}由其他量构成"),
    "{name} may be 0 or negative": ("{name}可能為 0 或負", "{name}可能为 0 或负"),
    "{name} may not be positive": ("{name}可能不為正", "{name}可能不为正"),
    "{name} may grow without bound": ("{name}可能無界", "{name}可能无界"),
    "there is no entry {at}": ("沒有分量{at}", "没有分量{at}"),
    "no SymPy expression for {kind}": ("{kind}沒有 SymPy 表示式", "{kind}没有 SymPy 表达式"),
    "not an equation: {relation}": ("不是等式：{relation}", "不是等式：{relation}"),
    "no point found that satisfies the assumptions": (
        "找不到滿足假設的點",
        "找不到满足假设的点",
    ),
    "no point found where all that is given and needed holds": (
        "找不到滿足一切給定與所需條件的點",
        "找不到满足一切给定与所需条件的点",
    ),
    "no rational point found at which both sides are defined": (
        "找不到兩邊都有定義的有理點",
        "找不到两边都有定义的有理点",
    ),
    "no point found where the sides differ": ("找不到兩邊不同的點", "找不到两边不同的点"),
    "no point found": ("找不到合適的點", "找不到合适的点"),
    "the sign of the difference is not known": ("兩邊之差的符號未知", "两边之差的符号未知"),
    "the variable and where it goes are not said": (
        "未說明哪個變數趨於何處",
        "未说明哪个变量趋于何处",
    ),
    "no series of what has kinks, or of erf": (
        "含折點的函數與 erf 沒有級數",
        "含折点的函数与 erf 没有级数",
    ),
    "the coefficients of order {order} may differ": (
        "第{order}階係數可能不同",
        "第{order}阶系数可能不同",
    ),
    "a coefficient gets too long": ("係數過長", "系数过长"),
    "too few coefficients are known": ("已知的係數太少", "已知的系数太少"),
    "no series of {kind} is known": ("{kind}的級數未知", "{kind}的级数未知"),
    "no series of a power with such an exponent is known": (
        "具有這種指數的冪的級數未知",
        "具有这种指数的幂的级数未知",
    ),
    "no coefficient but 0 is known of what is divided by": (
        "除數的已知係數皆為 0",
        "除数的已知系数皆为 0",
    ),
    "nested too deeply": ("巢狀層數過多", "嵌套层数过多"),
    "too large: {clause}": ("規模過大：{clause}", "规模过大：{clause}"),
    "too many patterns of indices": ("指標的情形太多", "指标的情形太多"),
    "the work exceeds the budget": ("計算量超出限度", "计算量超出限度"),
    "a normal form has too many terms": ("正規形式的項太多", "范式的项太多"),
    "a sum over more than {count} indices": ("對超過{count}個指標求和", "对超过{count}个指标求和"),
    "a sum over many indices that look alike": (
        "對許多相似的指標求和",
        "对许多相似的指标求和",
    ),
    "denominators do not clear": ("分母無法消去", "分母无法消去"),
    "a largest value is differentiated": ("對最大值求導", "对最大值求导"),
    "a step is differentiated": ("對階梯函數求導", "对阶跃函数求导"),
    "no derivative of {kind} is known": ("{kind}的導數未知", "{kind}的导数未知"),
    "sign has a derivative at its kink other than 0": (
        "符號函數在折點處的導數不為 0",
        "符号函数在折点处的导数不为 0",
    ),
    "the value at the kink of {kind} is not a number": (
        "{kind}在折點處的值不是數",
        "{kind}在折点处的值不是数",
    ),
    "division by zero": ("除以零", "除以零"),
    "division by an indicator, which may be zero": (
        "除以可能為零的指示函數",
        "除以可能为零的示性函数",
    ),
    "a root of a negative number": ("負數的方根", "负数的方根"),
    "a symbolic power of zero": ("零的符號次冪", "零的符号次幂"),
    "logarithm of zero": ("零的對數", "零的对数"),
    "logarithm of a negative number": ("負數的對數", "负数的对数"),
    "the largest of no values": ("空集合的最大值", "空集的最大值"),
    "indices over different axes are compared": ("比較了不同軸的指標", "比较了不同轴的指标"),
    "an entry of a matrix has no normal form: {error}": (
        "矩陣的某個元素沒有正規形式：{error}",
        "矩阵的某个元素没有范式：{error}",
    ),
    "the branches of a case distinction overlap or leave a case out": (
        "各情形有重疊或遺漏",
        "各情形有重叠或遗漏",
    ),
    "index {number} is out of range": ("指標{number}超出範圍", "指标{number}超出范围"),
    "the shape of {name} is not known": ("{name}的形狀未知", "{name}的形状未知"),
    "the indices of {name} do not run over its axes": (
        "{name}的指標與其軸不符",
        "{name}的指标与其轴不符",
    ),
    "a summand changes its form when its index is renamed": (
        "改名指標後被加項的形式改變",
        "指标改名后被加项的形式改变",
    ),
}

TRADITIONAL = {english: chinese for english, (chinese, _) in _TOLD.items()}
SIMPLIFIED = {english: chinese for english, (_, chinese) in _TOLD.items()}
