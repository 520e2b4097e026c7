namespace SmartCityPia.Pictures.Layout;

/// <summary>
/// Computes the position of every vertex across, keeping order and distances. Each layer is solved exactly: minimising the weighted sum of
/// bends to the neighbouring layers is an isotonic regression in the L1 norm, solved by pooling adjacent violators with weighted medians.
/// Medians, unlike means, keep connections straight.
/// </summary>
internal static class Placement
{
    private const int OneSidedRounds = 3;
    private const int TwoSidedRounds = 5;

    public static void Place(Vertex[][] layers, LayoutStyle style)
    {
        foreach (var layer in layers)
        {
            var at = 0.0;
            for (var i = 0; i < layer.Length; i++)
            {
                if (i > 0)
                    at += Distance(layer[i - 1], layer[i], style);
                layer[i].Start = at;
            }
        }
        for (var round = 0; round < OneSidedRounds + TwoSidedRounds; round++)
        {
            var both = round >= OneSidedRounds;
            for (var i = 0; i < layers.Length; i++)
                Settle(layers[i], style, before: true, after: both);
            for (var i = layers.Length - 1; i >= 0; i--)
                Settle(layers[i], style, before: both, after: true);
        }
        var least = layers.SelectMany(l => l).Min(v => v.Start);
        foreach (var vertex in layers.SelectMany(l => l))
            vertex.Start -= least;
    }

    private static double Distance(Vertex upper, Vertex lower, LayoutStyle style) =>
        upper.Across + (upper.IsPass || lower.IsPass ? style.LaneGap : style.NodeGap);

    private static void Settle(Vertex[] layer, LayoutStyle style, bool before, bool after)
    {
        var blocks = new List<Block>();
        var offset = 0.0;
        for (var i = 0; i < layer.Length; i++)
        {
            if (i > 0)
                offset += Distance(layer[i - 1], layer[i], style);
            var block = new Block(i, Pulls(layer[i], offset, before, after));
            while (blocks.Count > 0 && blocks[^1].Place > block.Place)
            {
                block = blocks[^1].With(block);
                blocks.RemoveAt(blocks.Count - 1);
            }
            blocks.Add(block);
        }
        // Clamping the regression at both ends gives the best solution within the bounds.
        var slack = Math.Max(0, style.MaxAcross - offset - layer[^1].Across);
        offset = 0;
        var current = 0;
        for (var i = 0; i < layer.Length; i++)
        {
            if (i > 0)
                offset += Distance(layer[i - 1], layer[i], style);
            if (current + 1 < blocks.Count && blocks[current + 1].First == i)
                current++;
            var place = double.IsFinite(slack) ? Math.Clamp(blocks[current].Place, 0, slack) : blocks[current].Place;
            layer[i].Start = place + offset;
        }
    }

    private static List<(double At, double Weight)> Pulls(Vertex vertex, double offset, bool before, bool after)
    {
        // A vertex without connections stays in place. Its weight is too small to affect others.
        var pulls = new List<(double, double)> { (vertex.Start - offset, 0.001) };
        if (before)
            foreach (var link in vertex.In)
                pulls.Add((link.From.Start + link.FromPort - link.ToPort - offset, link.Weight));
        if (after)
            foreach (var link in vertex.Out)
                pulls.Add((link.To.Start + link.ToPort - link.FromPort - offset, link.Weight));
        return pulls;
    }

    /// <summary>Neighbours that move together, and the forces on them.</summary>
    private sealed class Block
    {
        private readonly List<(double At, double Weight)> _pulls;

        public Block(int first, List<(double At, double Weight)> pulls)
        {
            First = first;
            _pulls = pulls;
            Place = Median(pulls);
        }

        public int First { get; }

        public double Place { get; }

        public Block With(Block next)
        {
            _pulls.AddRange(next._pulls);
            return new Block(First, _pulls);
        }

        /// <summary>The middle of the interval of weighted medians.</summary>
        private static double Median(List<(double At, double Weight)> pulls)
        {
            pulls.Sort();
            var half = pulls.Sum(p => p.Weight) / 2;
            var sum = 0.0;
            for (var i = 0; i < pulls.Count; i++)
            {
                sum += pulls[i].Weight;
                if (sum < half - 0.01)
                    continue;
                return sum <= half + 0.01 && i + 1 < pulls.Count ? (pulls[i].At + pulls[i + 1].At) / 2 : pulls[i].At;
            }
            return pulls[^1].At;
        }
    }
}
