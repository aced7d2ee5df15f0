---- MODULE SVG ----
\* Pictures of states: elements are records of `name`, `attrs`, `children` and `innerText`.
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE TLC
LOCAL INSTANCE IOUtils

SVGElem(_name, _attrs, _children, _innerText) ==
  [name |-> _name, attrs |-> _attrs, children |-> _children, innerText |-> _innerText]

Line(x1, y1, x2, y2, attrs) ==
  SVGElem("line",
    [x1 |-> ToString(x1), y1 |-> ToString(y1), x2 |-> ToString(x2), y2 |-> ToString(y2)] @@ attrs, <<>>, "")
Circle(cx, cy, r, attrs) ==
  SVGElem("circle", [cx |-> ToString(cx), cy |-> ToString(cy), r |-> ToString(r)] @@ attrs, <<>>, "")
Rect(x, y, w, h, attrs) ==
  SVGElem("rect",
    [x |-> ToString(x), y |-> ToString(y), width |-> ToString(w), height |-> ToString(h)] @@ attrs, <<>>, "")
Text(x, y, text, attrs) ==
  SVGElem("text", [x |-> ToString(x), y |-> ToString(y)] @@ attrs, <<>>, text)
Image(x, y, width, height, href, attrs) ==
  SVGElem("image",
    ("xlink:href" :> href)
      @@ [x |-> ToString(x), y |-> ToString(y), width |-> ToString(width), height |-> ToString(height)]
      @@ attrs, <<>>, "")
Group(children, attrs) == SVGElem("g", attrs, children, "")
Svg(children, attrs) == SVGElem("svg", attrs, children, "")
SVGDoc(children, vbX, vbY, vbW, vbH, attrs) ==
  Svg(<<children>>,
    ("xmlns" :> "http://www.w3.org/2000/svg")
      @@ ("xmlns:xlink" :> "http://www.w3.org/1999/xlink")
      @@ ("viewBox" :> ToString(vbX) \o " " \o ToString(vbY) \o " " \o ToString(vbW) \o " " \o ToString(vbH))
      @@ attrs)

PointOnLine(from, to, segment) ==
  [x |-> from.x + (to.x - from.x) \div segment, y |-> from.y + (to.y - from.y) \div segment]

\* A layout that needs no search: the nodes stand on a ring, in the order of the set.
NodesOfDirectedMultiGraph(nodes, edges, options) ==
  LET RECURSIVE Place(_)
      Place(left) ==
        IF left = {} THEN <<>>
        ELSE LET n == CHOOSE m \in left : TRUE
                 at == Cardinality(nodes) - Cardinality(left)
             IN (n :> NodeOfRingNetwork(200, 200, 150, at, Cardinality(nodes))) @@ Place(left \ {n})
  IN Place(nodes)

SVGSerialize(svg, frameNamePrefix, frameNumber) ==
  Serialize(SVGElemToString(svg), frameNamePrefix \o zeroPadN(frameNumber, 3) \o ".svg", <<>>)
====
