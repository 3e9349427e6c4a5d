"""The input times its sigmoid."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="silu",
    title="SiLU (Swish)",
    definitions=(
        "s = 1/(1 + exp(-x))",
        "y = x*s",
    ),
    references=(
        "S. Elfwing, E. Uchibe, K. Doya, Sigmoid-weighted linear units for neural network "
        "function approximation in reinforcement learning, 2017",
        "P. Ramachandran, B. Zoph, Q. V. Le, Searching for activation functions, 2017",
    ),
)
