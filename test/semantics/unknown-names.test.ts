/** Names and signs without a meaning, and what is said to have been meant. */

import { describe, expect, it } from 'vitest';
import { complaints } from './resolving.js';

describe('unknown names', () => {
  it('suggests the nearest name that is visible', () => {
    expect(
      complaints(`VARIABLE counter
Init == countr = 0
Next == counter' = Lenn(<<1>>) + cuonter`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`countr\` is not defined.
    at t.spec:2:9
    2 | Init == countr = 0
      |         ^^^^^^
    hint: Did you mean \`counter\`?

  error[unknown-name]: \`Lenn\` is not defined.
    at t.spec:3:20
    3 | Next == counter' = Lenn(<<1>>) + cuonter
      |                    ^^^^
    hint: Did you mean \`Len\`?

  error[unknown-name]: \`cuonter\` is not defined.
    at t.spec:3:34
    3 | Next == counter' = Lenn(<<1>>) + cuonter
      |                                  ^^^^^^^
    hint: Did you mean \`counter\`?"
`);
  });

  it('suggests a name that differs in case only', () => {
    expect(
      complaints(`Total == 1
V == total`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`total\` is not defined.
    at t.spec:2:6
    2 | V == total
      |      ^^^^^
    hint: Did you mean \`Total\`?"
`);
  });

  it('suggests nothing for a name of one letter', () => {
    expect(
      complaints(`a == 1
V == b`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`b\` is not defined.
    at t.spec:2:6
    2 | V == b
      |      ^"
`);
  });

  it('suggests nothing that is far away', () => {
    expect(
      complaints(`Acceptors == {1}
V == quorum`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`quorum\` is not defined.
    at t.spec:2:6
    2 | V == quorum
      |      ^^^^^^"
`);
  });

  it('knows the operator that another language would use', () => {
    expect(
      complaints(`V == 6 / 2
W == TRUE && FALSE
X == 7 %% 2`),
    ).toMatchInlineSnapshot(`
  "error[unknown-operator]: \`/\` is not defined here.
    at t.spec:1:8
    1 | V == 6 / 2
      |        ^
    hint: Write \`\\div\`.

  error[unknown-operator]: \`&&\` is not defined here.
    at t.spec:2:11
    2 | W == TRUE && FALSE
      |           ^^
    hint: Write \`/\\\`.

  error[unknown-operator]: \`%%\` is not defined here.
    at t.spec:3:8
    3 | X == 7 %% 2
      |        ^^
    hint: Write \`%\`."
`);
  });

  it('reports every error of a file, in the order of its lines', () => {
    expect(
      complaints(String.raw`V == one
W == two + three
X == \E q \in four : five`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`one\` is not defined.
    at t.spec:1:6
    1 | V == one
      |      ^^^

  error[unknown-name]: \`two\` is not defined.
    at t.spec:2:6
    2 | W == two + three
      |      ^^^

  error[unknown-name]: \`three\` is not defined.
    at t.spec:2:12
    2 | W == two + three
      |            ^^^^^

  error[unknown-name]: \`four\` is not defined.
    at t.spec:3:15
    3 | X == \\E q \\in four : five
      |               ^^^^

  error[unknown-name]: \`five\` is not defined.
    at t.spec:3:22
    3 | X == \\E q \\in four : five
      |                      ^^^^"
`);
  });

  it('looks into every part of an expression', () => {
    expect(
      complaints(String.raw`V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \cup [u5 -> {1}]]
W == <<[f \in {1} |-> u6], CHOOSE c \in {1} : u7, [[a |-> 1] EXCEPT !.a = u8]>>`),
    ).toMatchInlineSnapshot(`
  "error[unknown-name]: \`u1\` is not defined.
    at t.spec:1:13
    1 | V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \\cup [u5 -> {1}]]
      |             ^^

  error[unknown-name]: \`u2\` is not defined.
    at t.spec:1:28
    1 | V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \\cup [u5 -> {1}]]
      |                            ^^

  error[unknown-name]: \`u3\` is not defined.
    at t.spec:1:57
    1 | V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \\cup [u5 -> {1}]]
      |                                                         ^^

  error[unknown-name]: \`u4\` is not defined.
    at t.spec:1:64
    1 | V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \\cup [u5 -> {1}]]
      |                                                                ^^

  error[unknown-name]: \`u5\` is not defined.
    at t.spec:1:74
    1 | V == [a |-> u1, b |-> CASE u2 -> 1 [] OTHER -> LET w == u3 IN {u4} \\cup [u5 -> {1}]]
      |                                                                          ^^

  error[unknown-name]: \`u6\` is not defined.
    at t.spec:2:23
    2 | W == <<[f \\in {1} |-> u6], CHOOSE c \\in {1} : u7, [[a |-> 1] EXCEPT !.a = u8]>>
      |                       ^^

  error[unknown-name]: \`u7\` is not defined.
    at t.spec:2:47
    2 | W == <<[f \\in {1} |-> u6], CHOOSE c \\in {1} : u7, [[a |-> 1] EXCEPT !.a = u8]>>
      |                                               ^^

  error[unknown-name]: \`u8\` is not defined.
    at t.spec:2:75
    2 | W == <<[f \\in {1} |-> u6], CHOOSE c \\in {1} : u7, [[a |-> 1] EXCEPT !.a = u8]>>
      |                                                                           ^^"
`);
  });
});
