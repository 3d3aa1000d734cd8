SELECT e.id, e.merged_into, coalesce(nullif(e.companies_house_number, ''),
  (SELECT d.companies_house_number
  FROM employer.employer d
  WHERE d.org_id = e.org_id AND d.merged_into = e.id AND d.companies_house_number <> '' ORDER BY d.id LIMIT
      1)), EXISTS
  (SELECT FROM employer.employer d
  WHERE d.org_id = e.org_id AND d.merged_into = e.id)
  FROM employer.employer e
  WHERE e.org_id = $1::uuid AND e.id IN ($2::uuid, $3::uuid);

SELECT id
  FROM employer.employer
  WHERE org_id = $1::uuid AND id IN ($2::uuid, $3::uuid) ORDER BY id FOR NO KEY UPDATE;

SELECT EXISTS
  (SELECT FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON l.org_id =
      s.org_id AND l.staff_member_id = s.id
  WHERE s.org_id = $1::uuid AND s.subject = $2::text AND s.active AND l.role = 'team_lead');
