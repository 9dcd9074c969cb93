package io.yizhan.sandbox.platforms;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is asked, in no platform's dialect. A text that is empty is left out of the message. */
public sealed interface Question {
    /** The purpose used unless another is named; the made-up agreements allow it. */
    String USUAL_PURPOSE = "办理食品经营许可";

    Terms terms();

    /** The same question under other terms. */
    Question on(UnaryOperator<Terms> change);

    static Licence identifier(String identifier) {
        return Licence.usual(By.IDENTIFIER, identifier, Holder.none(), "", "");
    }

    static Licence holder(Holder holder, String licenceType) {
        return Licence.usual(By.HOLDER, "", holder, licenceType, "");
    }

    static Licence authorisationCode(String code) {
        return Licence.usual(By.AUTHORISATION_CODE, "", Holder.none(), "", code);
    }

    /** Whether an enterprise is on any of the lists. */
    static Enterprise enterprise(String name, String code) {
        return new Enterprise(name, code, List.of(Listing.values()), Terms.usual());
    }

    /** Is this person, or organisation, who they say? */
    static Identity identity(boolean organisation, Holder subject) {
        return new Identity(organisation, subject, Terms.usual());
    }

    /** Is this seal genuine? */
    static ElectronicSeal seal(String code, Holder owner) {
        return new ElectronicSeal(code, owner, Optional.empty(), Terms.usual());
    }

    /** Is this licence valid? */
    record Licence(
            By by,
            String identifier,
            Holder holder,
            String licenceType,
            String authorisationCode,
            Terms terms,
            String serviceItem,
            String caseNumber,
            Channel channel,
            Want want)
            implements Question {

        private static Licence usual(By by, String identifier, Holder holder, String licenceType, String code) {
            return new Licence(by, identifier, holder, licenceType, code, Terms.usual(), "", "", Channel.WINDOW, Want.FIELDS);
        }

        @Override
        public Licence on(UnaryOperator<Terms> change) {
            return new Licence(
                    by, identifier, holder, licenceType, authorisationCode, change.apply(terms), serviceItem, caseNumber, channel, want);
        }

        public Licence wanting(Want other) {
            return new Licence(by, identifier, holder, licenceType, authorisationCode, terms, serviceItem, caseNumber, channel, other);
        }

        public Licence through(Channel other) {
            return new Licence(by, identifier, holder, licenceType, authorisationCode, terms, serviceItem, caseNumber, other, want);
        }

        /** What the answer is used for: a service item's code and the case's number. */
        public Licence inCase(String item, String number) {
            return new Licence(by, identifier, holder, licenceType, authorisationCode, terms, item, number, channel, want);
        }
    }

    /** Is this enterprise listed? */
    record Enterprise(String name, String code, List<Listing> lists, Terms terms) implements Question {
        public Enterprise {
            lists = List.copyOf(lists);
        }

        @Override
        public Enterprise on(UnaryOperator<Terms> change) {
            return new Enterprise(name, code, lists, change.apply(terms));
        }

        public Enterprise only(Listing... some) {
            return new Enterprise(name, code, List.of(some), terms);
        }
    }

    /** Are they who they say? */
    record Identity(boolean organisation, Holder subject, Terms terms) implements Question {
        @Override
        public Identity on(UnaryOperator<Terms> change) {
            return new Identity(organisation, subject, change.apply(terms));
        }
    }

    /** Is this seal genuine, and was this document signed with it? */
    record ElectronicSeal(String code, Holder owner, Optional<Signed> signed, Terms terms) implements Question {
        @Override
        public ElectronicSeal on(UnaryOperator<Terms> change) {
            return new ElectronicSeal(code, owner, signed, change.apply(terms));
        }

        public ElectronicSeal under(Signed document) {
            return new ElectronicSeal(code, owner, Optional.of(document), terms);
        }
    }

    /**
     * A document that was signed.
     *
     * @param digest of the document: SM3, lower-case hexadecimal
     * @param value of the signature: Base64
     */
    record Signed(String digest, String value) {}

    /**
     * What every question says besides what it asks.
     *
     * @param region six digits, empty where the question itself says whom to ask
     * @param requester empty for the platform's usual one
     */
    record Terms(String region, String purpose, Optional<Requester> requester, Basis basis, String reference) {
        public static Terms usual() {
            return new Terms("", USUAL_PURPOSE, Optional.empty(), Basis.DUTY, "");
        }

        public Terms in(String other) {
            return new Terms(other, purpose, requester, basis, reference);
        }

        public Terms purpose(String other) {
            return new Terms(region, other, requester, basis, reference);
        }

        public Terms by(Requester other) {
            return new Terms(region, purpose, Optional.of(other), basis, reference);
        }

        public Terms authorised(Basis otherBasis, String otherReference) {
            return new Terms(region, purpose, requester, otherBasis, otherReference);
        }
    }

    record Holder(String name, String code, CodeType codeType) {
        public static Holder none() {
            return new Holder("", "", CodeType.OTHER);
        }
    }

    record Requester(String organisation, String name, String department, String operatorId, String operatorName) {}

    enum By {
        IDENTIFIER,
        HOLDER,
        AUTHORISATION_CODE
    }

    enum CodeType {
        USCC,
        CITIZEN_ID,
        OTHER
    }

    enum Basis {
        HOLDER,
        DUTY
    }

    enum Channel {
        WINDOW,
        PC,
        MOBILE,
        SELF_SERVICE,
        OTHER
    }

    enum Want {
        VERDICT,
        FIELDS,
        FILE
    }

    /** The lists an enterprise can be on. */
    enum Listing {
        PENALTY,
        ABNORMAL_OPERATION,
        SERIOUS_VIOLATION
    }
}
