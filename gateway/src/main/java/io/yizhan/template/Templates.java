package io.yizhan.template;

/** Writes what a new dialect or a new kind begins with. */
public interface Templates {

    /**
     * A folder for a dialect: how it speaks, code tables, and per kind the mappings, schemas and samples of each message, made from the
     * canonical schemas.
     *
     * @throws CannotWrite when something is there already or something it is made from is not; then nothing is written
     */
    static Written write(NewDialect wanted) {
        return DialectDraft.of(wanted).write();
    }

    /**
     * The canonical side of a kind and its route.
     *
     * @throws CannotWrite when something is there already or a folder it belongs in is not; then nothing is written
     */
    static Written write(NewKind wanted) {
        return KindDraft.of(wanted).write();
    }
}
