package io.yizhan.sandbox.cases;

/** The messages these platforms exchange. */
enum Part {
    SUBMIT(Said.Submit.class),
    EVENT(Said.Event.class),
    RESULT(Said.Result.class),
    EVALUATION(Said.Evaluation.class),
    STATUS(Said.Status.class),
    POLICY(Said.Policy.class);

    private final Class<? extends Said> meaning;

    Part(Class<? extends Said> meaning) {
        this.meaning = meaning;
    }

    Class<? extends Said> meaning() {
        return meaning;
    }

    static Part of(Said said) {
        for (Part part : values()) {
            if (part.meaning.isInstance(said)) {
                return part;
            }
        }
        throw new IllegalArgumentException("a message these platforms do not exchange");
    }
}
