package io.yizhan.partner;

/** A partners file that cannot be taken over; the message names the place in it and what was expected. */
public final class InvalidPartners extends RuntimeException {
    public InvalidPartners(String place, String expected) {
        super(place + ": " + expected);
    }
}
