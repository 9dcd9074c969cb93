/**
 * The proof that nothing is lost: a gateway in a process of its own is fed, killed, cut off and lied to, and at the end what it acknowledged is
 * compared with what arrived, with its tables and with its ledger.
 */
package io.yizhan.crash;
