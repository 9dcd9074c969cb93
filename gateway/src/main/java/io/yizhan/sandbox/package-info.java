/**
 * The other side of the wire, simulated: three platforms that ask and answer in their own dialects, a made-up world of partners, keys and
 * licences, and a story that plays with them.
 *
 * <p>Knows no other room: how a gateway is started is handed to it. It shares neither mappings nor the code that signs and verifies with the
 * gateway: a mistake made there must not be made here too. What is said on the wire beyond published field names is made up.
 */
package io.yizhan.sandbox;
