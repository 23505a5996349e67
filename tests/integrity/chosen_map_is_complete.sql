-- The segment map of this run gives each RFM cell exactly one segment, and each segment matches a
-- cell. A failure means that customers have no segment. Seeds test the maps of this project; this
-- test also covers a user's own map.
{{ test_is_partition_of_cells(ref_by_var('segment_map'), var('rfm_scores')) }}
