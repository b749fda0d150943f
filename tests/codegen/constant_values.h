/* SPDX-License-Identifier: MIT */
/* Values of constant numbers: nothing is left but the value. */

static inline __attribute__((__always_inline__)) rawmap_prot_answer prot_answer(unsigned bits)
{
    rawmap_prot_answer answer;
    answer.status = RAWMAP_OK;
    answer.protection.bits = bits;
    return answer;
}
static inline __attribute__((__always_inline__)) rawmap_sync_answer sync_answer(rawmap_status status, unsigned bits)
{
    rawmap_sync_answer answer;
    answer.status = status;
    answer.flags.bits = bits;
    return answer;
}
static inline __attribute__((__always_inline__)) rawmap_advice_answer advice_answer(unsigned value)
{
    rawmap_advice_answer answer;
    answer.status = RAWMAP_OK;
    answer.advice.value = value;
    return answer;
}
PAIR(span_of, rawmap_span, span(AT, LENGTH), rawmap_span_of((void *)AT, LENGTH))
PAIR(prot_from_linux, rawmap_prot_answer, prot_answer(3), rawmap_prot_from_linux(3))
PAIR(sync_from_linux, rawmap_sync_answer, sync_answer(RAWMAP_OK, RAWMAP_LINUX_MS_SYNC),
     rawmap_sync_from_linux(RAWMAP_LINUX_MS_SYNC))
PAIR(sync_from_linux_refused, rawmap_sync_answer, sync_answer(RAWMAP_SYNC_NOTHING_ASKED, 0), rawmap_sync_from_linux(0))
PAIR(advice_from_linux, rawmap_advice_answer, advice_answer(RAWMAP_LINUX_MADV_COLD),
     rawmap_advice_from_linux(RAWMAP_LINUX_MADV_COLD))
PAIR(kind_to_linux, int, (int)(PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_LOCKED),
     rawmap_kind_to_linux(RAWMAP_PRIVATE(lock), RAWMAP_ANYWHERE))
PAIR(prot_equal, bool, false, rawmap_prot_equal(RAWMAP_PROT(read), RAWMAP_PROT(write)))
