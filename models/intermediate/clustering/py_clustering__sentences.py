def model(dbt, session):
    """Write the sentences about clusters in the language of the run."""
    from clientele.words.clusters import write_sentences

    settings = dbt.ref("int_settings").to_arrow_table().to_pylist()[0]
    return write_sentences(
        settings["language"],
        selection=dbt.ref("py_clustering__selection").to_arrow_table(),
        rule=dbt.ref("py_clustering__rules").to_arrow_table(),
        stability=dbt.ref("py_clustering__bootstrap").to_arrow_table(),
        algorithm=dbt.ref("py_clustering__algorithms").to_arrow_table(),
        retraining=dbt.ref("py_clustering__advice").to_arrow_table(),
    )
