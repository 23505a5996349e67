-- The segment map that this run uses gives each cell of scores exactly one segment, and reaches
-- each segment. A failure means that customers fall into a gap; the maps that ship are tested at
-- their seeds too, this one also sees a map of the user's own.
{{ test_is_partition_of_cells(ref_by_var('segment_map'), var('rfm_scores')) }}
