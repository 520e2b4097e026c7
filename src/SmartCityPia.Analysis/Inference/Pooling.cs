using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

/// <summary>
/// A quick test of what a coalition could tell at most: put all that its members know into one record and close it
/// under the rules. What does not follow there follows nowhere, as links only move facts between records.
/// </summary>
internal sealed class Pooling
{
    private readonly ulong[] _premises;
    private readonly int[] _conclusions;
    private readonly int _words;

    public Pooling(CityIndex index)
    {
        _words = (index.Width + 63) / 64;
        var usable = index.Rules.Where(r => r.Best < Costs.Never).ToArray();
        _premises = new ulong[usable.Length * _words];
        _conclusions = Array.ConvertAll(usable, r => r.Conclusion);
        for (var r = 0; r < usable.Length; r++)
        {
            foreach (var premise in usable[r].Premises)
                _premises[(r * _words) + (premise >> 6)] |= 1UL << (premise & 63);
        }
    }

    public int Words => _words;

    public static bool Has(ReadOnlySpan<ulong> bits, int type) => (bits[type >> 6] >> (type & 63) & 1) != 0;

    public void Close(Span<ulong> bits)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            for (var r = 0; r < _conclusions.Length; r++)
            {
                var conclusion = _conclusions[r];
                if (Has(bits, conclusion))
                    continue;
                var met = true;
                for (var w = 0; w < _words && met; w++)
                    met = (_premises[(r * _words) + w] & ~bits[w]) == 0;
                if (!met)
                    continue;
                bits[conclusion >> 6] |= 1UL << (conclusion & 63);
                changed = true;
            }
        }
    }

    /// <summary>Widens some types by all that could help to tell them: the premises of rules that could ever apply.</summary>
    /// <param name="possible">The closed pool: rules with premises outside it never apply.</param>
    public void AddCauses(Span<ulong> types, ReadOnlySpan<ulong> possible)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            for (var r = 0; r < _conclusions.Length; r++)
            {
                if (!Has(types, _conclusions[r]))
                    continue;
                var (applies, adds) = (true, false);
                for (var w = 0; w < _words; w++)
                {
                    var premises = _premises[(r * _words) + w];
                    applies &= (premises & ~possible[w]) == 0;
                    adds |= (premises & ~types[w]) != 0;
                }

                if (!applies || !adds)
                    continue;
                for (var w = 0; w < _words; w++)
                    types[w] |= _premises[(r * _words) + w];
                changed = true;
            }
        }
    }
}
