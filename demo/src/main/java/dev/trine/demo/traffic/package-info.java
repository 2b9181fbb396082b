/// The shop's customers: about one weighted request a second, from a process of its own without the
/// agent, so that traces begin at the front end as they do when browsers call.
@NullMarked
package dev.trine.demo.traffic;

import org.jspecify.annotations.NullMarked;
