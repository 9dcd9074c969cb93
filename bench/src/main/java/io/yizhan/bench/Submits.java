package io.yizhan.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A made-up case as the national platform submits it, with so many parties. */
final class Submits {
    private Submits() {}

    static String national(String id, int parties) {
        String units = IntStream.range(0, parties)
                .mapToObj(i -> "{\"unit_no\": \"p" + i + "\", \"area_code\": \"" + Partners.region(i) + "00000000\"}")
                .collect(Collectors.joining(", "));
        return "{\"request_no\": \"" + id + "\", \"project_no\": \"" + id + "\", \"handle_mode\": \"1\", \"finish_rule\": \"1\", \"task_name\": \"食品经营许可\", "
                + "\"project_name\": \"食品经营许可（示例）\", \"applyer_name\": \"张示例\", \"applyer_type\": \"1\", \"apply_date\": \"2026-11-20\", "
                + "\"org_code\": \"1152000099990001AD\", \"org_name\": \"贵州省示例政务服务局\", \"units\": [" + units + "]}";
    }
}
