def model(dbt, session):
    """Name the releases that the models of this run are fitted with."""
    from clientele.clustering.versions import versions

    return versions()
