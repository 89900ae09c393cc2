"""What can go wrong with the cluster, said to a person."""


class ErreurGrappe(RuntimeError):
    """The local cluster cannot do what is asked; the text is a French sentence to show as it is."""
