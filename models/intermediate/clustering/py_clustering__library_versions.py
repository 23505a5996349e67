def model(dbt, session):
    """List the releases that the models of this run are fitted with."""
    from clientele.clustering import list_versions

    return list_versions()
