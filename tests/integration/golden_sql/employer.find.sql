WITH m AS MATERIALIZED
  (SELECT coalesce(d.merged_into, d.id) AS id
  FROM employer.employer d
  WHERE d.org_id = $1::uuid GROUP BY 1 HAVING bool_or(d.search_name ~ ALL (ARRAY(SELECT '(^| )' || w
  FROM unnest(string_to_array(employer.search_form($2::text), ' ')) w
  WHERE w <> ''))) AND ($4::text = '' OR bool_or(d.companies_house_number = $4::text)))
  SELECT e.id, e.name, coalesce(nullif(e.companies_house_number, ''),
  (SELECT d.companies_house_number
  FROM employer.employer d
  WHERE d.org_id = e.org_id AND d.merged_into = e.id AND d.companies_house_number <> '' ORDER BY d.id LIMIT
      1), ''),
  (SELECT array_agg(DISTINCT s.postcode ORDER BY s.postcode)
  FROM employer.employer_site s
  WHERE s.org_id = e.org_id AND s.employer_id = ANY (ARRAY(SELECT e.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = e.org_id AND o.employer_id = e.id)) AND s.withdrawn_on IS NULL),
      coalesce(nullif(e.do_not_approach, ''),
  (SELECT d.do_not_approach
  FROM employer.employer d
  WHERE d.org_id = e.org_id AND d.merged_into = e.id AND d.do_not_approach <> '' ORDER BY d.id LIMIT 1), ''),
  (SELECT array_agg(DISTINCT d.name ORDER BY d.name)
  FROM employer.employer d
  WHERE d.org_id = e.org_id AND d.merged_into = e.id AND d.name <> e.name)
  FROM m JOIN employer.employer e ON e.org_id = $1::uuid AND e.id = m.id
  WHERE ($2::text = '' OR employer.search_form($2::text) <> '') AND ($3::text = '' OR EXISTS
  (SELECT FROM employer.employer_site s
  WHERE s.org_id = e.org_id AND s.employer_id = ANY (ARRAY(SELECT e.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = e.org_id AND o.employer_id = e.id)) AND s.postcode = $3::text AND s.withdrawn_on IS NULL))
      ORDER BY e.search_name, e.id LIMIT 1050;

SELECT ARRAY(SELECT k.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = k.org_id AND o.employer_id = k.id),
  (SELECT array_agg(d.search_name ORDER BY d.id)
  FROM employer.employer d
  WHERE d.org_id = k.org_id AND d.id = ANY (ARRAY(SELECT k.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = k.org_id AND o.employer_id = k.id))), coalesce(nullif(k.companies_house_number, ''),
  (SELECT d.companies_house_number
  FROM employer.employer d
  WHERE d.org_id = k.org_id AND d.merged_into = k.id AND d.companies_house_number <> '' ORDER BY d.id LIMIT
      1), ''),
  (SELECT array_agg(DISTINCT s.postcode ORDER BY s.postcode)
  FROM employer.employer_site s
  WHERE s.org_id = k.org_id AND s.employer_id = ANY (ARRAY(SELECT k.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = k.org_id AND o.employer_id = k.id)) AND s.withdrawn_on IS NULL)
  FROM employer.employer k
  WHERE k.org_id = $1::uuid AND k.id =
  (SELECT coalesce(d.merged_into, d.id)
  FROM employer.employer d
  WHERE d.org_id = $1::uuid AND d.id = $2::uuid);

SELECT k.id, k.name,
  (SELECT array_agg(d.search_name ORDER BY d.id)
  FROM employer.employer d
  WHERE d.org_id = k.org_id AND d.id = ANY (ARRAY(SELECT k.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = k.org_id AND o.employer_id = k.id))), coalesce(nullif(k.companies_house_number, ''),
  (SELECT d.companies_house_number
  FROM employer.employer d
  WHERE d.org_id = k.org_id AND d.merged_into = k.id AND d.companies_house_number <> '' ORDER BY d.id LIMIT
      1), ''),
  (SELECT array_agg(DISTINCT s.postcode ORDER BY s.postcode)
  FROM employer.employer_site s
  WHERE s.org_id = k.org_id AND s.employer_id = ANY (ARRAY(SELECT k.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = k.org_id AND o.employer_id = k.id)) AND s.withdrawn_on IS NULL)
  FROM employer.employer k
  WHERE k.org_id = $1::uuid AND k.merged_into IS NULL AND k.id <> ALL ($2::uuid[]) AND (k.id = ANY
      (ARRAY(SELECT coalesce(d.merged_into, d.id)
  FROM employer.employer d
  WHERE d.org_id = $1::uuid AND (d.search_name = ANY ($3::text[]) OR (d.companies_house_number = $4::text AND
      d.companies_house_number <> '')))) OR k.id = ANY (ARRAY(SELECT coalesce(d.merged_into, d.id)
  FROM employer.employer_site s JOIN employer.employer d ON d.org_id = s.org_id AND d.id = s.employer_id
  WHERE s.org_id = $1::uuid AND s.postcode = ANY ($5::text[]) AND s.withdrawn_on IS NULL))) AND NOT EXISTS
  (SELECT FROM employer.employer_merge g
  WHERE g.org_id = k.org_id AND g.state = 'not_the_same' AND ((g.employer_id = ANY ($2::uuid[]) AND
      g.duplicate_id = ANY (ARRAY(SELECT k.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = k.org_id AND o.employer_id = k.id))) OR (g.duplicate_id = ANY ($2::uuid[]) AND
      g.employer_id = ANY (ARRAY(SELECT k.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = k.org_id AND o.employer_id = k.id))))) ORDER BY k.id;
