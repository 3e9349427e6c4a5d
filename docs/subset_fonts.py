"""Makes the Chinese fonts of symsoft/fonts/ anew, from Noto Serif CJK.

    python docs/subset_fonts.py FOLDER

The folder holds NotoSerifCJK-Regular.ttc and NotoSerifCJK-Bold.ttc, which Debian's package
fonts-noto-cjk contains; the faces are read out of these files, since a name may lead to the
Japanese forms.  Needs fonttools.  The fonts hold every character of the phrases, the titles and the
words below, and depend on the collections and on these alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from symsoft import fonts
from symsoft.display.phrases import catalogue

FAMILIES = {"zh-TW": "Noto Serif CJK TC", "zh-CN": "Noto Serif CJK SC"}

SIGNS = "、。，；：？！（）「」『』《》〈〉【】—…·～　"
NUMBERS = "零一二三四五六七八九十百千萬万億亿兩两"
WORDS = {
    "zh-TW": """
        加減乘除等於大小不是非正負零與或且若則否因為所以故由得設令對於任意存在唯一其中以及每個某些
        數學實複整有理無窮極限函變量常數自應系標誌指數對數冪根號三角正餘弦切雙曲絕值最高低平均總和差積商比率
        導微分偏階梯度方向鏈鎖律則法連續可線性矩陣列行向量張純量內外點乘轉置逆單位對角元素維空間子集
        定義理引證明推論命題公式恆等假設條件結果範圍例題註解答圖表格頁章節步驟計算式
        損失輸入出權重偏置隱藏層神經網路激活歸一化溫度機率分布期望變異樣本資料批次訓練測試誤差精確
        注意力鍵查詢目標類別標籤交叉熵軟大預測真實參數學習優化前後反傳播遞迴卷積嵌編解碼門控
        上下左右中間始終首末次第新舊同異全部開閉區域鄰近遠快慢多少輕深淺長短寬窄能量狀態時間速度
        文字圖像音頻訊號噪聲濾波頻譜位置座標距離面積體角半徑圓球凸凹集合映射變換合成局部全域收斂發散
        價格成本收益風險利得分配約束拉格朗日乘子牛頓歐拉高斯貝爾曼散度資訊增減殘餘混合專家稀疏稠密
        泰勒洛必達柯西趨近皆著直橫執行運作沒再使可能會須已未並仍則此處彼先後從至往來去取給把被將比較
        檢查證據說明請見參考文獻目錄摘要引言結語附錄程式碼版本編號名稱代碼檔案記憶體浮點捨入溢位下限
        看讀寫畫用做試改換開關加總均衡強弱升降遞增減週期頻率角色規則性質特別一般簡單複雜完備充分必要
    """,
    "zh-CN": """
        加减乘除等于大小不是非正负零与或且若则否因为所以故由得设令对于任意存在唯一其中以及每个某些
        数学实复整有理无穷极限函变量常数自应系标志指数对数幂根号三角正余弦切双曲绝值最高低平均总和差积商比率
        导微分偏阶梯度方向链式律则法连续可线性矩阵列行向量张标量内外点乘转置逆单位对角元素维空间子集
        定义理引证明推论命题公式恒等假设条件结果范围例题注解答图表格页章节步骤计算式
        损失输入出权重偏置隐藏层神经网络激活归一化温度概率分布期望方差样本数据批次训练测试误差精确
        注意力键查询目标类别标签交叉熵软大预测真实参数学习优化前后反传播递归卷积嵌编解码门控
        上下左右中间始终首末次第新旧同异全部开闭区域邻近远快慢多少轻深浅长短宽窄能量状态时间速度
        文字图像音频信号噪声滤波频谱位置坐标距离面积体角半径圆球凸凹集合映射变换合成局部全域收敛发散
        价格成本收益风险利得分配约束拉格朗日乘子牛顿欧拉高斯贝尔曼散度信息增减残余混合专家稀疏稠密
        泰勒洛必达柯西趋近皆着直横执行运作没再使可能会须已未并仍则此处彼先后从至往来去取给把被将比较
        检查证据说明请见参考文献目录摘要引言结语附录程序码版本编号名称代码文件内存浮点舍入溢出下限
        看读写画用做试改换开关加总均衡强弱升降递增减周期频率角色规则性质特别一般简单复杂完备充分必要
    """,
}
"""Characters of names that people give to quantities, beside those that symsoft itself prints."""


def characters(language: str) -> str:
    """Every character that the font of a language holds, in the order of their codes."""
    text = catalogue(language).text() + SIGNS + NUMBERS + WORDS[language]
    return "".join(sorted({c for c in text if fonts.is_chinese(c)}))


def subset(collection: Path, language: str, weight: str) -> TTFont:
    """The font of a language out of a collection, with nothing but its characters."""
    faces = TTCollection(collection).fonts
    face = next(f for f in faces if f["name"].getDebugName(1) == FAMILIES[language])
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(text=characters(language) + " ")  # TeX measures the space
    subsetter.subset(face)
    face.recalcTimestamp = False
    _rename(face, fonts.FAMILIES[language], weight)
    return face


def _rename(face: TTFont, family: str, weight: str) -> None:
    """A name of its own, so that a part is never taken for the whole."""
    plain = f"{family.replace(' ', '')}-{weight}"
    names = {1: family, 2: weight, 3: f"{plain} subset", 4: f"{family} {weight}", 6: plain}
    kept = (0, 5, 7, 13, 14)  # copyright, version, trademark, licence
    face["name"].names = [n for n in face["name"].names if n.langID == 0x409 and n.nameID in kept]
    for number, name in names.items():
        face["name"].setName(name, number, 3, 1, 0x409)
    face["CFF "].cff.fontNames = [plain]
    top = face["CFF "].cff.topDictIndex[0]
    top.FullName, top.FamilyName = f"{family} {weight}", family


def main(folder: str) -> None:
    """Write the fonts, and beside them the lists of their characters."""
    for language in FAMILIES:
        for weight in fonts.WEIGHTS:
            collection = Path(folder) / f"NotoSerifCJK-{weight}.ttc"
            subset(collection, language, weight).save(fonts.path(language, weight))
        listed = characters(language) + "\n"
        fonts.list_path(language).write_text(listed, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
