"""From proved forms to Kernels: what is computed once, in which order, from which parameters."""
