WITH "stage_0" AS (
  SELECT
    "name" AS "kept_0",
    "b0" AS "b0",
    "n0" AS "n0",
    REPLACE(
      REPLACE(
        REPLACE(TRANSLATE("e0", CHR(160) || CHR(8199) || CHR(8239) || CHR(9) || CHR(10) || CHR(11) || CHR(12) || CHR(13) || CHR(28) || CHR(29) || CHR(30) || CHR(31) || CHR(133) || CHR(5760) || CHR(8192) || CHR(8193) || CHR(8194) || CHR(8195) || CHR(8196) || CHR(8197) || CHR(8198) || CHR(8200) || CHR(8201) || CHR(8202) || CHR(8232) || CHR(8233) || CHR(8287) || CHR(12288) || CHR(173) || CHR(8203) || CHR(8206) || CHR(8207) || CHR(8288) || CHR(65279) || CHR(8204) || CHR(8205) || CHR(8234) || CHR(8235) || CHR(8236) || CHR(8237) || CHR(8238) || CHR(8294) || CHR(8295) || CHR(8296) || CHR(8297), '                            '), ' ', ' ~'),
        '~ ',
        ''
      ),
      ' ~',
      ' '
    ) AS "e0",
    REPLACE(
      REPLACE(
        REPLACE(TRANSLATE("s0", CHR(160) || CHR(8199) || CHR(8239) || CHR(9) || CHR(10) || CHR(11) || CHR(12) || CHR(13) || CHR(28) || CHR(29) || CHR(30) || CHR(31) || CHR(133) || CHR(5760) || CHR(8192) || CHR(8193) || CHR(8194) || CHR(8195) || CHR(8196) || CHR(8197) || CHR(8198) || CHR(8200) || CHR(8201) || CHR(8202) || CHR(8232) || CHR(8233) || CHR(8287) || CHR(12288) || CHR(173) || CHR(8203) || CHR(8206) || CHR(8207) || CHR(8288) || CHR(65279) || CHR(8204) || CHR(8205) || CHR(8234) || CHR(8235) || CHR(8236) || CHR(8237) || CHR(8238) || CHR(8294) || CHR(8295) || CHR(8296) || CHR(8297), '                            '), ' ', ' ~'),
        '~ ',
        ''
      ),
      ' ~',
      ' '
    ) AS "s0"
  FROM "cases"
), "stage_1" AS (
  SELECT
    "kept_0",
    "b0" AS "b0",
    CASE
      WHEN "n0" >= CAST(-1.7E+308 AS DOUBLE) AND "n0" <= CAST(1.7e+308 AS DOUBLE)
      THEN "n0"
    END AS "n0",
    NOT "n0" IS NULL AS "said_n0",
    CASE
      WHEN TRIM("e0") = 'v0'
      THEN 0
      WHEN TRIM("e0") = 'v1'
      THEN 1
      WHEN TRIM("e0") = 'v2'
      THEN 2
    END AS "e0",
    NOT "e0" IS NULL
    AND NOT LOWER(TRIM("e0")) IN (
      '',
      'unknown',
      '#n/a',
      '#n/b',
      '#n/d',
      '#nv',
      '-',
      '--',
      '<na>',
      '?',
      '??',
      'desconocido',
      'inconnu',
      'k. a.',
      'k.a.',
      'keine angabe',
      'n. n.',
      'n.a.',
      'n.d.',
      'n.n.',
      'n.v.t.',
      'n/a',
      'na',
      'nd',
      'noch offen',
      'not available',
      'not known',
      'null',
      'onbekend',
      'sconosciuto',
      't.b.d.',
      'tba',
      'tbd',
      'to be defined',
      'to be determined',
      'unbekannt',
      'unklar',
      'à définir',
      '–',
      '—'
    ) AS "said_e0",
    CASE
      WHEN LOWER(TRIM("s0")) = 'none'
      OR REGEXP_MATCHES(
        TRIM("s0"),
        '^([ ;,]*(v0|v1|''(v0|v1)''|"(v0|v1)")([ ]*[;,][ ;,]*(v0|v1|''(v0|v1)''|"(v0|v1)"))*[ ;,]*|\[[ ]*\]|\[[ ;,]*(v0|v1|''(v0|v1)''|"(v0|v1)")([ ]*[;,][ ;,]*(v0|v1|''(v0|v1)''|"(v0|v1)"))*[ ;,]*\])$'
      )
      THEN REPLACE(
        ';' || REPLACE(
          REPLACE(
            REPLACE(
              REPLACE(
                REPLACE(
                  REPLACE(CASE WHEN LOWER(TRIM("s0")) = 'none' THEN '' ELSE TRIM("s0") END, '[', ''),
                  ']',
                  ''
                ),
                '''',
                ''
              ),
              '"',
              ''
            ),
            ' ',
            ''
          ),
          ',',
          ';'
        ) || ';',
        ';',
        ';;'
      )
    END AS "s0",
    NOT "s0" IS NULL
    AND NOT LOWER(TRIM("s0")) IN (
      '',
      'unknown',
      '#n/a',
      '#n/b',
      '#n/d',
      '#nv',
      '-',
      '--',
      '<na>',
      '?',
      '??',
      'desconocido',
      'inconnu',
      'k. a.',
      'k.a.',
      'keine angabe',
      'n. n.',
      'n.a.',
      'n.d.',
      'n.n.',
      'n.v.t.',
      'n/a',
      'na',
      'nd',
      'noch offen',
      'not available',
      'not known',
      'null',
      'onbekend',
      'sconosciuto',
      't.b.d.',
      'tba',
      'tbd',
      'to be defined',
      'to be determined',
      'unbekannt',
      'unklar',
      'à définir',
      '–',
      '—'
    ) AS "said_s0"
  FROM "stage_0"
), "stage_2" AS (
  SELECT
    *,
    "said_n0" AND "n0" IS NULL AS "unusable_n0",
    "said_e0" AND "e0" IS NULL AS "unusable_e0",
    "s0" LIKE '%;v0;%' AS "s0__v0",
    "s0" LIKE '%;v1;%' AS "s0__v1",
    "said_s0" AND "s0" IS NULL AS "unusable_s0",
    CAST('2026-11-22' AS DATE) AS "day_asked"
  FROM "stage_1"
), "stage_3" AS (
  SELECT
    *,
    "e0" = 0 AS "test_0",
    "s0__v1" AS "test_1",
    NOT "b0" AS "test_2",
    "n0" > 2 AS "test_3"
  FROM "stage_2"
), "stage_4" AS (
  SELECT
    *,
    "test_0" OR "test_1" AS "wanted"
  FROM "stage_3"
), "stage_5" AS (
  SELECT
    *,
    "wanted" AND "test_2" AND "test_3" AS "settled"
  FROM "stage_4"
), "stage_6" AS (
  SELECT
    *,
    "settled" AS "verdict__production_required"
  FROM "stage_5"
), "stage_7" AS (
  SELECT
    *,
    NOT COALESCE("verdict__production_required", FALSE) AS "verdict__undetermined"
  FROM "stage_6"
), "stage_8" AS (
  SELECT
    *,
    CASE
      WHEN "verdict__production_required"
      THEN 'production_required'
      WHEN "verdict__undetermined"
      THEN 'undetermined'
    END AS "verdict"
  FROM "stage_7"
), "stage_9" AS (
  SELECT
    *,
    "verdict__production_required" IS NULL
    AND (
      "verdict__undetermined" AND "verdict__production_required" IS NULL
    ) AS "open_verdict__production_required"
  FROM "stage_8"
), "stage_10" AS (
  SELECT
    *,
    "open_verdict__production_required" AND "settled" IS NULL AS "hangs_verdict__production_required_0"
  FROM "stage_9"
), "stage_11" AS (
  SELECT
    *,
    "settled" IS NULL AND "hangs_verdict__production_required_0" AS "open_settled"
  FROM "stage_10"
), "stage_12" AS (
  SELECT
    *,
    "open_settled" AND (
      "wanted" AND "test_2" AND "test_3"
    ) IS NULL AS "hangs_settled_0"
  FROM "stage_11"
), "stage_13" AS (
  SELECT
    *,
    "wanted" IS NULL AND "hangs_settled_0" AS "open_wanted"
  FROM "stage_12"
), "stage_14" AS (
  SELECT
    *,
    "open_wanted" AND "test_0" IS NULL AS "hangs_wanted_0",
    "open_wanted" AND "test_1" IS NULL AS "hangs_wanted_1"
  FROM "stage_13"
), "stage_15" AS (
  SELECT
    *,
    SUBSTRING(
      CASE
        WHEN "verdict__production_required" IS NULL
        THEN ';production_required'
        ELSE ''
      END,
      2
    ) AS "candidates",
    '' AS "grounds",
    '' AS "exceptions",
    '' AS "missing",
    '' AS "unconfirmed",
    SUBSTRING(
      CASE
        WHEN "hangs_settled_0" AND "test_2" IS NULL AND "b0" IS NULL
        THEN ';b0'
        ELSE ''
      END || CASE
        WHEN "hangs_settled_0" AND "test_3" IS NULL AND "n0" IS NULL
        THEN ';n0'
        ELSE ''
      END || CASE
        WHEN "hangs_wanted_0" AND "test_0" IS NULL AND "e0" IS NULL
        THEN ';e0'
        ELSE ''
      END || CASE
        WHEN "hangs_wanted_1" AND "test_1" IS NULL AND "s0__v0" IS NULL
        THEN ';s0'
        ELSE ''
      END,
      2
    ) AS "open",
    SUBSTRING(
      CASE WHEN "unusable_n0" THEN ';n0' ELSE '' END || CASE WHEN "unusable_e0" THEN ';e0' ELSE '' END || CASE WHEN "unusable_s0" THEN ';s0' ELSE '' END,
      2
    ) AS "unusable"
  FROM "stage_14"
)
SELECT
  "kept_0" AS "name",
  "verdict",
  "candidates",
  "grounds",
  "exceptions",
  "missing",
  "unconfirmed",
  "open",
  "unusable",
  "verdict__production_required",
  "verdict__undetermined",
  "wanted",
  "settled"
FROM "stage_15"
