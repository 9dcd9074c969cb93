package io.yizhan.bench;

import java.util.List;

/** Who is registered while the gateway is measured, as a file of partners. All of them share one made-up secret. */
final class Partners {
    static final String SECRET = "made-up-for-measuring";
    static final String SENDER = "sender-rid";
    static final String FOLLOWER = "follower-rid";
    static final int RECIPIENTS = 40;

    private Partners() {}

    /** One sender and many recipients. */
    static String delivering(String recipients) {
        StringBuilder text = new StringBuilder("partners:\n").append(national("sender", "national", "", SENDER));
        for (int i = 0; i < RECIPIENTS; i++) {
            text.append("- {id: r").append(i).append(", name: recipient, role: region, dialect: zhejiang, regions: [\"").append(region(i))
                    .append("\"], networks: [127.0.0.0/8], endpoints: [")
                    .append(endpoint("service-evaluation", recipients + "/gateway/api/evaluation/assess.htm")).append(", ")
                    .append(endpoint("joint-approval", recipients + "/gateway/api/case/submit.htm")).append("]}\n");
        }
        text.append("agreements:\n");
        List.of("service-evaluation", "joint-approval").forEach(kind -> text.append(agreement(kind, "\"*\"")));
        return text.toString();
    }

    /** One who publishes and one who follows by asking. */
    static String publishing() {
        return "partners:\n" + national("sender", "national", "", SENDER) + national("follower", "region", "regions: [\"33\"], ", FOLLOWER)
                + "agreements:\n" + agreement("policy-catalogue", "follower");
    }

    /** Who calls as the national platform does. */
    private static String national(String id, String role, String regions, String rid) {
        return "- {id: " + id + ", name: " + id + ", role: " + role + ", dialect: national, " + regions + "networks: [127.0.0.0/8],\n"
                + "   keys: [{convention: gjgxjhpt, id: " + rid + ", environment: production, secret: \"env:SECRET\"}]}\n";
    }

    private static String agreement(String kind, String answers) {
        return "- {id: all-" + kind + ", caller: sender, answers: [" + answers + "], kind: " + kind
                + ", purposes: [], bases: [holder, duty], release: full, from: 2020-01-01, to: 2099-12-31, way: [direct]}\n";
    }

    private static String endpoint(String kind, String url) {
        return "{kind: " + kind + ", environment: production, url: \"" + url + "\", credential: {id: gateway, secret: \"env:SECRET\"}, timeout: 10s, concurrency: 16}";
    }

    static String region(int number) {
        return String.format("33%02d", number + 1);
    }
}
