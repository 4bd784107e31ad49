"""How fast Cuttings is beside other engines: same articles, same queries, one run."""
