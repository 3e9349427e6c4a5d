"""The theorems of the rule book in Chinese: the sentences among them, by what they are in English.

A theorem that is nothing but a formula needs no translation.  tests/display/test_phrases.py names
the sentences that are missing, and holds the formulas in a translation equal to the original's.
"""

from __future__ import annotations

_THEOREMS = {
    "dL/dx = Sum_k dL/dz_k dz_k/dx when L depends on x only through z": (
        "若 L 只透過 z 依賴於 x，則 dL/dx = Sum_k dL/dz_k dz_k/dx",
        "若 L 只通过 z 依赖于 x，则 dL/dx = Sum_k dL/dz_k dz_k/dx",
    ),
    "A defined quantity equals the body of its definition.": (
        "被定義的量等於其定義式。",
        "被定义的量等于其定义式。",
    ),
    "The body of a definition equals its name.": (
        "定義式等於它所定義的量。",
        "定义式等于它所定义的量。",
    ),
    "The name of a product of names equals that product.": (
        "若干量之乘積的名稱等於該乘積。",
        "若干量之乘积的名称等于该乘积。",
    ),
    "A derivative of a defined quantity equals what was proved of it.": (
        "被定義的量的導數等於先前證得的結果。",
        "被定义的量的导数等于先前证得的结果。",
    ),
    "A sum of a defined quantity equals what was proved of it.": (
        "被定義的量之和等於先前證得的結果。",
        "被定义的量之和等于先前证得的结果。",
    ),
    "What is given holds where it is used.": (
        "假設的條件在使用之處成立。",
        "假设的条件在使用之处成立。",
    ),
    "(a f + b g + c)' = a f' + b g' for constants a, b, c": (
        "對常數 a, b, c，(a f + b g + c)' = a f' + b g'",
        "对常数 a, b, c，(a f + b g + c)' = a f' + b g'",
    ),
    "(u**p)' = p u**(p-1) u' for a constant p": (
        "對常數 p，(u**p)' = p u**(p-1) u'",
        "对常数 p，(u**p)' = p u**(p-1) u'",
    ),
    "u > 0, or u != 0 when p is a negative whole number, or p is a whole number above 0": (
        "u > 0；或 p 為負整數且 u != 0；或 p 為正整數",
        "u > 0；或 p 为负整数且 u != 0；或 p 为正整数",
    ),
    "(a**u)' = a**u log(a) u' for a constant a, and (f**g)' = f**g (g log f)'": (
        "對常數 a，(a**u)' = a**u log(a) u'；一般地，(f**g)' = f**g (g log f)'",
        "对常数 a，(a**u)' = a**u log(a) u'；一般地，(f**g)' = f**g (g log f)'",
    ),
    "a > 0 and f > 0": ("a > 0 且 f > 0", "a > 0 且 f > 0"),
    "abs(u)' = sign(u) u', with the stated value at u = 0": (
        "abs(u)' = sign(u) u'，u = 0 處取指定的值",
        "abs(u)' = sign(u) u'，u = 0 处取指定的值",
    ),
    "sign(u)' = 0 u', with the stated value at u = 0": (
        "sign(u)' = 0 u'，u = 0 處取指定的值",
        "sign(u)' = 0 u'，u = 0 处取指定的值",
    ),
    "maximum(a, b)' = a' where a > b, b' where a < b, the stated share at a = b": (
        "maximum(a, b)' 在 a > b 時為 a'，在 a < b 時為 b'，a = b 時按指定的比例",
        "maximum(a, b)' 在 a > b 时为 a'，在 a < b 时为 b'，a = b 时按指定的比例",
    ),
    "minimum(a, b)' = a' where a < b, b' where a > b, the stated share at a = b": (
        "minimum(a, b)' 在 a < b 時為 a'，在 a > b 時為 b'，a = b 時按指定的比例",
        "minimum(a, b)' 在 a < b 时为 a'，在 a > b 时为 b'，a = b 时按指定的比例",
    ),
    "the condition is not at its edge": ("條件不在邊界上", "条件不在边界上"),
    "C' = 0 for what does not depend on the variable": (
        "對不依賴於該變數的 C，C' = 0",
        "对不依赖于该变量的 C，C' = 0",
    ),
    "Sum_k a f_k = a Sum_k f_k and Sum_k a = n a": (
        "Sum_k a f_k = a Sum_k f_k，且 Sum_k a = n a",
        "Sum_k a f_k = a Sum_k f_k，且 Sum_k a = n a",
    ),
    "a > 0 and b > 0; one of them is, if the other and the product are": (
        "a > 0 且 b > 0；若其中之一與乘積為正，則另一個亦然",
        "a > 0 且 b > 0；若其中之一与乘积为正，则另一个亦然",
    ),
    "u sign(u) = abs(u) and abs(u) sign(u) = u": (
        "u sign(u) = abs(u)，且 abs(u) sign(u) = u",
        "u sign(u) = abs(u)，且 abs(u) sign(u) = u",
    ),
    "a > 0 and b > 0": ("a > 0 且 b > 0", "a > 0 且 b > 0"),
    "a >= 0 and b >= 0": ("a >= 0 且 b >= 0", "a >= 0 且 b >= 0"),
    "a != 0 and c != 0": ("a != 0 且 c != 0", "a != 0 且 c != 0"),
    "u > 0 and v > 0": ("u > 0 且 v > 0", "u > 0 且 v > 0"),
    "u > 0 and v >= 0": ("u > 0 且 v >= 0", "u > 0 且 v >= 0"),
    "f_i is defined": ("f_i 有定義", "f_i 有定义"),
    "Sum_k f_k = f_j + Sum_{k != j} f_k, where delta_jj = 1 and delta_kj = 0 for k != j": (
        "Sum_k f_k = f_j + Sum_{k != j} f_k，其中 delta_jj = 1，k != j 時 delta_kj = 0",
        "Sum_k f_k = f_j + Sum_{k != j} f_k，其中 delta_jj = 1，k != j 时 delta_kj = 0",
    ),
    "S = exp(c) S', where S' is S with each exponent lowered by the largest exponent c": (
        "S = exp(c) S'，其中 S' 為 S 中每個指數減去最大的指數 c",
        "S = exp(c) S'，其中 S' 为 S 中每个指数减去最大的指数 c",
    ),
    "exp(a) exp(b) = exp(a + b) and exp(a)**p = exp(p a)": (
        "exp(a) exp(b) = exp(a + b)，且 exp(a)**p = exp(p a)",
        "exp(a) exp(b) = exp(a + b)，且 exp(a)**p = exp(p a)",
    ),
    "cosh(u) = (exp(u) + exp(-u))/2, under a logarithm": (
        "cosh(u) = (exp(u) + exp(-u))/2，用於對數之內",
        "cosh(u) = (exp(u) + exp(-u))/2，用于对数之内",
    ),
    "w u = where(w = 0, 0, w u): a weight of 0 takes out a logarithm that is -infinity": (
        "w u = where(w = 0, 0, w u)：權重 0 消去值為負無窮大的對數",
        "w u = where(w = 0, 0, w u)：权重 0 消去值为负无穷大的对数",
    ),
    "f(delta_ij) = f(1) where i = j, and f(0) where i != j": (
        "f(delta_ij) 在 i = j 時為 f(1)，在 i != j 時為 f(0)",
        "f(delta_ij) 在 i = j 时为 f(1)，在 i != j 时为 f(0)",
    ),
    "delta_ij f_i is entry i, j of diag(f), f_i g_j of f g^T, Sum_k A_ik B_kj of A B": (
        "delta_ij f_i、f_i g_j、Sum_k A_ik B_kj 依次是 diag(f)、f g^T、A B 的 i, j 元素",
        "delta_ij f_i、f_i g_j、Sum_k A_ik B_kj 依次是 diag(f)、f g^T、A B 的 i, j 元素",
    ),
    "The entries at i, j = 1, ..., n are those with i and j replaced by their values": (
        "把 i 與 j 換成它們的值，即得 i, j = 1, ..., n 處的元素",
        "把 i 与 j 换成它们的值，即得 i, j = 1, ..., n 处的元素",
    ),
    "F is continuous at lim u": ("F 在 lim u 處連續", "F 在 lim u 处连续"),
    "lim f(T) T**m = lim -f'(T) T**(m+1)/m as T goes to infinity": (
        "當 T 趨於無窮大，lim f(T) T**m = lim -f'(T) T**(m+1)/m",
        "当 T 趋于无穷大，lim f(T) T**m = lim -f'(T) T**(m+1)/m",
    ),
    "lim f = 0 and m > 0": ("lim f = 0 且 m > 0", "lim f = 0 且 m > 0"),
    "L(x + h v) - L(x) = h Sum_k v_k dL/dx_k to first order in h": (
        "到 h 的一階，L(x + h v) - L(x) = h Sum_k v_k dL/dx_k",
        "到 h 的一阶，L(x + h v) - L(x) = h Sum_k v_k dL/dx_k",
    ),
    "L is differentiable at x": ("L 在 x 處可微", "L 在 x 处可微"),
    "Sum_k f_k is not f_j alone": ("Sum_k f_k 不只是 f_j", "Sum_k f_k 不只是 f_j"),
    "the other terms do not cancel": ("其餘各項不相消", "其余各项不相消"),
    "(B^T ⊗ A) vec(X) = vec(A X B), and vec(x) = x, vec(x^T) = x": (
        "(B^T ⊗ A) vec(X) = vec(A X B)，且 vec(x) = x, vec(x^T) = x",
        "(B^T ⊗ A) vec(X) = vec(A X B)，且 vec(x) = x, vec(x^T) = x",
    ),
    "(blockdiag_b(A_b) vec(X^T))_(p,q) = (A_p X_p^T)_q, where X_p is row p of X": (
        "(blockdiag_b(A_b) vec(X^T))_(p,q) = (A_p X_p^T)_q，其中 X_p 為 X 的第 p 列",
        "(blockdiag_b(A_b) vec(X^T))_(p,q) = (A_p X_p^T)_q，其中 X_p 为 X 的第 p 行",
    ),
    "(f(X_p, Z_p))_q = f(X, Z)_pq of a function of entries, where X_p is row p of X": (
        "逐元素的函數滿足 (f(X_p, Z_p))_q = f(X, Z)_pq，其中 X_p 為 X 的第 p 列",
        "逐元素的函数满足 (f(X_p, Z_p))_q = f(X, Z)_pq，其中 X_p 为 X 的第 p 行",
    ),
    "(u + v)_i = u_i + v_i, (A B)_ij = Sum_k A_ik B_kj, and so on, as the notation means": (
        "依記法的定義，(u + v)_i = u_i + v_i, (A B)_ij = Sum_k A_ik B_kj",
        "依记法的定义，(u + v)_i = u_i + v_i, (A B)_ij = Sum_k A_ik B_kj",
    ),
    "Sum_k g_k dy_k/dx_j = (J^T g)_j, with J = dy/dx": (
        "Sum_k g_k dy_k/dx_j = (J^T g)_j，其中 J = dy/dx",
        "Sum_k g_k dy_k/dx_j = (J^T g)_j，其中 J = dy/dx",
    ),
    "dL/dx = (dy/dx)^T dL/dy of a number L, dz/dx = dz/dy dy/dx of a vector z": (
        "數 L 滿足 dL/dx = (dy/dx)^T dL/dy，向量 z 滿足 dz/dx = dz/dy dy/dx",
        "数 L 满足 dL/dx = (dy/dx)^T dL/dy，向量 z 满足 dz/dx = dz/dy dy/dx",
    ),
    "no entry of u is 0": (
        "u 的元素皆不為 0",
        "u 的元素皆不为 0",
    ),
    "they depend on x only through y": (
        "只透過 y 依賴於 x",
        "只通过 y 依赖于 x",
    ),
    "u (v^T w) = (v^T w) u, since v^T w is a number": (
        "u (v^T w) = (v^T w) u，因 v^T w 是數",
        "u (v^T w) = (v^T w) u，因 v^T w 是数",
    ),
    "vec(A)_(q,p) = A_pq, by the definition of vec": (
        "依 vec 的定義，vec(A)_(q,p) = A_pq",
        "依 vec 的定义，vec(A)_(q,p) = A_pq",
    ),
}

TRADITIONAL = {english: chinese for english, (chinese, _) in _THEOREMS.items()}
SIMPLIFIED = {english: chinese for english, (_, chinese) in _THEOREMS.items()}
