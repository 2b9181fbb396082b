/// What a search asks of spans and log records, compiled once a request: verdicts on resources are
/// cached, columns are tested before attributes, and a batch is filtered stage by stage. Also the
/// selection of the newest rows, page by page.
@NullMarked
package dev.trine.query.filter;

import org.jspecify.annotations.NullMarked;
