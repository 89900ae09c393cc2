from tests.socle.droit.conftest import regine

__all__ = ["regine"]
