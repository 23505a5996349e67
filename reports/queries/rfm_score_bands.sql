select * from rfm_score_bands
order by metric desc, score
