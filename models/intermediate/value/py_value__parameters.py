def model(dbt, session):
    """Fit the models of orders and of spending for each date."""
    from clientele.value import fit_value_models

    return fit_value_models(
        dbt.ref("int_value__history_counts").to_arrow_table(),
        spending=dbt.ref("int_value__spending_counts").to_arrow_table(),
    )
