"""The cost of the pages that are read all day, against what the machine cannot do better than."""
