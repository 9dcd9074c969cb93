package io.yizhan.crash;

import io.yizhan.vocabulary.LicenceIdentifier;

/**
 * A message of the crash test: its number says everything about it. Made up.
 *
 * @param recipient to whom it goes
 * @param of which kind, by number: most are evaluations, some are cases, some are records that their recipients do not know again by their ids
 */
record Sent(int number, int recipient, Of of) {
    enum Of {
        EVALUATION("service-evaluation", "s_sys_service_evaluation"),
        CASE("joint-approval", "s_sys_joint_approval_submit"),
        RECORD("licence-use-record", "s_sys_licence_use_record");

        private final String kind;
        private final String service;

        Of(String kind, String service) {
            this.kind = kind;
            this.service = service;
        }

        String kind() {
            return kind;
        }

        String service() {
            return service;
        }
    }

    static Sent to(int recipient, int number) {
        return new Sent(number, recipient, number % 10 == 9 ? Of.CASE : number % 10 >= 7 ? Of.RECORD : Of.EVALUATION);
    }

    static Sent evaluation(int recipient, int number) {
        return new Sent(number, recipient, Of.EVALUATION);
    }

    String id() {
        return String.format("ID%08d", number);
    }

    String content() {
        return String.format("NR%08d", number);
    }

    /** Whether its recipient takes it once, however often it comes. */
    boolean honoured() {
        return of != Of.RECORD;
    }

    static String region(int recipient) {
        return String.format("33%02d", recipient + 1);
    }

    /** A licence of an office there, whose last character is right. */
    private static String licence(String region) {
        String text = "1.2.156.3005.2.11100000YANGBEN00L001.11" + region + "00YANGBEN02R.YB000001.001.";
        return text + LicenceIdentifier.parse(text + "0").orElseThrow().expectedCheck();
    }

    /** As the national platform says it. */
    String body() {
        String region = region(recipient);
        return switch (of) {
            case EVALUATION -> "{\"request_no\": \"" + id() + "\", \"assess_no\": \"" + content() + "\", \"object_type\": \"1\", \"object_area_code\": \"" + region
                    + "00000000\", \"project_no\": \"P" + number / 3 + "\", \"source_area_code\": \"000000000000\", \"assess_channel\": \"7\", "
                    + "\"assess_number\": 1, \"satisfaction\": \"2\", \"assess_time\": \"2026-04-03 09:00:00\"}";
            case CASE -> "{\"request_no\": \"" + id() + "\", \"project_no\": \"" + content() + "\", \"handle_mode\": \"1\", \"finish_rule\": \"1\", "
                    + "\"task_name\": \"食品经营许可\", \"project_name\": \"样本\", \"applyer_name\": \"张样本\", \"applyer_type\": \"1\", \"apply_date\": \"2026-11-20\", "
                    + "\"org_code\": \"1152000099990001AD\", \"org_name\": \"样本局\", \"auth_type\": \"2\", \"units\": [{\"unit_no\": \"p1\", \"area_code\": \"" + region + "00000000\"}]}";
            case RECORD -> "{\"request_no\": \"" + id() + "\", \"record_no\": \"" + content() + "\", \"certificate_source_id\": \"" + licence(region) + "\", "
                    + "\"use_manner\": \"2\", \"use_person_type\": \"1\", \"use_cause\": \"样本\", "
                    + "\"use_org_code\": \"1110000099990005ET\", \"use_org_name\": \"样本司\", \"auth_type\": \"2\", \"use_time\": \"2026-03-02 08:00:00\"}";
        };
    }
}
