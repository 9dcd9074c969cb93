package io.yizhan.casework;

import io.yizhan.casework.CaseFile.State;
import java.time.Instant;
import java.util.Optional;

/**
 * Where one party stands. The methods of each state are the steps that are legal from it; there is no way to write any other.
 *
 * <p>Whatever is under way can be concluded at any moment, so that no conclusion is ever undone by something told late about the time
 * before it; only what was accepted can no longer be not accepted.
 */
sealed interface Standing {
    Instant since();

    State state();

    /** The state a move leads to; empty when it is not legal here. */
    Optional<Standing> after(Move move, Instant at);

    /** @param stage of the kind's own, by its place among them; without meaning unless the step is progress */
    record Move(Step step, Optional<Conclusion> conclusion, int stage) {
        static Move of(Step step) {
            return new Move(step, Optional.empty(), Standing.NO_STAGE);
        }
    }

    int NO_STAGE = -1;

    /** Waits for another party. Nobody has sent it anything, so it can tell nothing. */
    record Submitted(Instant since) implements Standing {
        Dispatched dispatched(Instant at) {
            return new Dispatched(at);
        }

        Concluded withdrawn(Instant at) {
            return new Concluded(at, Conclusion.WITHDRAWN, false);
        }

        Concluded voided(Instant at) {
            return new Concluded(at, Conclusion.VOIDED, true);
        }

        @Override
        public State state() {
            return State.SUBMITTED;
        }

        @Override
        public Optional<Standing> after(Move move, Instant at) {
            return move.step() == Step.WITHDRAWN ? Optional.of(withdrawn(at)) : Optional.empty();
        }
    }

    /** Was sent its part. */
    record Dispatched(Instant since) implements Standing, Refusable {
        Received received(Instant at) {
            return new Received(at, NO_STAGE);
        }

        @Override
        public State state() {
            return State.DISPATCHED;
        }

        @Override
        public Optional<Standing> after(Move move, Instant at) {
            return move.step() == Step.RECEIVED ? Optional.of(received(at)) : refusedOr(move, at);
        }
    }

    /** @param stage the farthest reached, {@link #NO_STAGE} before the first */
    record Received(Instant since, int stage) implements Standing, Examining {
        @Override
        public Received at(int reached) {
            return new Received(since, reached);
        }

        @Override
        public State state() {
            return State.RECEIVED;
        }

        @Override
        public Optional<Standing> after(Move move, Instant at) {
            return examined(move, at);
        }
    }

    record CorrectionRequested(Instant since, int stage) implements Standing, Refusable {
        Corrected corrected(Instant at) {
            return new Corrected(at, stage);
        }

        @Override
        public State state() {
            return State.CORRECTION_REQUESTED;
        }

        @Override
        public Optional<Standing> after(Move move, Instant at) {
            return switch (move.step()) {
                case CORRECTED -> Optional.of(corrected(at));
                case FORWARDED -> Optional.of(this);
                default -> refusedOr(move, at);
            };
        }
    }

    record Corrected(Instant since, int stage) implements Standing, Examining {
        @Override
        public Corrected at(int reached) {
            return new Corrected(since, reached);
        }

        @Override
        public State state() {
            return State.CORRECTED;
        }

        @Override
        public Optional<Standing> after(Move move, Instant at) {
            return examined(move, at);
        }
    }

    record Accepted(Instant since, int stage) implements Standing, Concludable, Advancing {
        Suspended suspended(Instant at) {
            return new Suspended(at, stage);
        }

        @Override
        public Accepted at(int reached) {
            return new Accepted(since, reached);
        }

        @Override
        public State state() {
            return State.ACCEPTED;
        }

        @Override
        public Optional<Standing> after(Move move, Instant at) {
            return switch (move.step()) {
                case SUSPENDED -> Optional.of(suspended(at));
                case FORWARDED, PROGRESS -> advanced(move);
                default -> concludedOr(move, at);
            };
        }
    }

    /** The clock stands still. */
    record Suspended(Instant since, int stage) implements Standing, Concludable {
        Accepted resumed(Instant at) {
            return new Accepted(at, stage);
        }

        @Override
        public State state() {
            return State.SUSPENDED;
        }

        @Override
        public Optional<Standing> after(Move move, Instant at) {
            return switch (move.step()) {
                case RESUMED -> Optional.of(resumed(at));
                case FORWARDED -> Optional.of(this);
                default -> concludedOr(move, at);
            };
        }
    }

    /** @param byGateway whether nobody told it, but it followed from what became of other parties */
    record Concluded(Instant since, Conclusion conclusion, boolean byGateway) implements Standing {
        @Override
        public State state() {
            return State.CONCLUDED;
        }

        @Override
        public Optional<Standing> after(Move move, Instant at) {
            return Optional.empty();
        }
    }

    /** What is under way. */
    sealed interface Concludable permits Accepted, Suspended, Refusable {
        default Concluded concluded(Conclusion conclusion, Instant at) {
            return new Concluded(at, conclusion, false);
        }

        default Concluded withdrawn(Instant at) {
            return concluded(Conclusion.WITHDRAWN, at);
        }

        default Optional<Standing> concludedOr(Move move, Instant at) {
            return switch (move.step()) {
                case WITHDRAWN -> Optional.of(withdrawn(at));
                case CONCLUDED -> move.conclusion().map(conclusion -> concluded(conclusion, at));
                default -> Optional.empty();
            };
        }
    }

    /** What is under way and not accepted yet. */
    sealed interface Refusable extends Concludable permits Dispatched, CorrectionRequested, Examining {
        default Concluded notAccepted(Instant at) {
            return concluded(Conclusion.NOT_ACCEPTED, at);
        }

        default Optional<Standing> refusedOr(Move move, Instant at) {
            return move.step() == Step.NOT_ACCEPTED ? Optional.of(notAccepted(at)) : concludedOr(move, at);
        }
    }

    /** What is with the party, to be accepted or corrected. */
    sealed interface Examining extends Refusable, Advancing permits Received, Corrected {
        default CorrectionRequested correctionRequested(Instant at) {
            return new CorrectionRequested(at, stage());
        }

        default Accepted accepted(Instant at) {
            return new Accepted(at, stage());
        }

        default Optional<Standing> examined(Move move, Instant at) {
            return switch (move.step()) {
                case CORRECTION_REQUESTED -> Optional.of(correctionRequested(at));
                case ACCEPTED -> Optional.of(accepted(at));
                case FORWARDED, PROGRESS -> advanced(move);
                default -> refusedOr(move, at);
            };
        }
    }

    /** What goes through the kind's stages: stages may be left out, but never gone back to. */
    sealed interface Advancing permits Examining, Accepted {
        int stage();

        Standing at(int reached);

        default Optional<Standing> advanced(Move move) {
            int reached = move.step() == Step.PROGRESS ? move.stage() : stage();
            return reached < stage() ? Optional.empty() : Optional.of(at(reached));
        }
    }
}
