namespace SmartCityPia.Analysis.Solving;

/// <summary>
/// A small clause-learning solver with assumptions: two watched literals (Moskewicz 2001), learning at the first unique
/// implication point (Marques-Silva and Sakallah 1996), decisions by activity, false first. The literal of a variable
/// is twice its number, and one more where it is denied.
/// </summary>
internal sealed class ClauseSolver
{
    private readonly List<int> _learned = [];
    private readonly List<int> _given = [];
    private readonly List<int> _levels = [];
    private readonly List<int> _lits = [];
    private int[] _db = new int[1024];
    private int _dbCount;
    private WatchList[] _watches = new WatchList[128];
    private sbyte[] _value = new sbyte[128];
    private int[] _level = new int[64];
    private int[] _reason = new int[64];
    private int[] _trail = new int[64];
    private double[] _activity = new double[64];
    private bool[] _seen = new bool[64];
    private bool[] _phase = new bool[64];
    private int[] _heap = new int[64];
    private int[] _at = new int[64];
    private int _heapCount;
    private int _trailCount;
    private int _head;
    private double _bump = 1;
    private bool _isContradiction;

    private struct WatchList
    {
        public (int Clause, int Blocker)[] Items;
        public int Count;
    }

    public int VariableCount { get; private set; }

    public long Conflicts { get; private set; }

    /// <summary>After an unsatisfiable <see cref="Solve"/>: assumptions that cannot hold together.</summary>
    public List<int> Core { get; } = [];

    public int NewVariable()
    {
        var variable = VariableCount++;
        if (variable == _level.Length)
        {
            var size = variable * 2;
            Array.Resize(ref _level, size);
            Array.Resize(ref _reason, size);
            Array.Resize(ref _trail, size);
            Array.Resize(ref _activity, size);
            Array.Resize(ref _seen, size);
            Array.Resize(ref _phase, size);
            Array.Resize(ref _heap, size);
            Array.Resize(ref _at, size);
            Array.Resize(ref _value, size * 2);
            Array.Resize(ref _watches, size * 2);
        }

        _at[variable] = -1;
        Queue(variable);
        return variable;
    }

    /// <summary>Whether a variable holds in the model that the last satisfiable <see cref="Solve"/> left.</summary>
    public bool IsTrue(int variable) => _value[variable * 2] > 0;

    /// <summary>Adds a clause; no literal may occur twice. Ends the model.</summary>
    public void Add(ReadOnlySpan<int> clause)
    {
        BackTo(0);
        _lits.Clear();
        foreach (var lit in clause)
        {
            if (_value[lit] > 0)
                return;
            if (_value[lit] == 0)
                _lits.Add(lit);
        }

        if (_lits.Count == 0)
            _isContradiction = true;
        else if (_lits.Count == 1)
            Enqueue(_lits[0], -1);
        else
            _given.Add(Store(_lits));
    }

    /// <summary>True: there is a model. False: see <see cref="Core"/>. Null: stopped, or more conflicts than allowed.</summary>
    public bool? Solve(ReadOnlySpan<int> assumptions, long most, Func<bool> isOver)
    {
        Core.Clear();
        BackTo(0);
        if (_isContradiction)
            return false;
        var restart = 0;
        var left = Luby(restart) * 64;
        var steps = 0;
        while (true)
        {
            var conflict = Propagate();
            if (conflict >= 0)
            {
                Conflicts++;
                if (_levels.Count == 0)
                {
                    _isContradiction = true;
                    return false;
                }

                Learn(conflict);
                left--;
                if (--most < 0)
                    return null;
                continue;
            }

            if ((++steps & 0x3FF) == 0 && isOver())
                return null;
            if (left <= 0)
            {
                left = Luby(++restart) * 64;
                BackTo(0);
                if (_learned.Count > 4000 + (_given.Count / 2))
                    Forget();
                continue;
            }

            int next;
            if (_levels.Count < assumptions.Length)
            {
                next = assumptions[_levels.Count];
                if (_value[next] > 0)
                {
                    _levels.Add(_trailCount);
                    continue;
                }

                if (_value[next] < 0)
                {
                    Blame(next);
                    return false;
                }
            }
            else
            {
                next = Pick();
                if (next < 0)
                    return true;
            }

            _levels.Add(_trailCount);
            Enqueue(next, -1);
        }
    }

    private int Store(List<int> lits)
    {
        if (_dbCount + lits.Count + 1 > _db.Length)
            Array.Resize(ref _db, Math.Max(_db.Length * 2, _dbCount + lits.Count + 1));
        var clause = _dbCount;
        _db[_dbCount++] = lits.Count;
        foreach (var lit in lits)
            _db[_dbCount++] = lit;
        Watch(lits[0], clause, lits[1]);
        Watch(lits[1], clause, lits[0]);
        return clause;
    }

    private void Watch(int lit, int clause, int blocker)
    {
        ref var list = ref _watches[lit];
        if (list.Items is null)
            list.Items = new (int, int)[4];
        else if (list.Count == list.Items.Length)
            Array.Resize(ref list.Items, list.Count * 2);
        list.Items[list.Count++] = (clause, blocker);
    }

    private void Enqueue(int lit, int reason)
    {
        var variable = lit >> 1;
        _value[lit] = 1;
        _value[lit ^ 1] = -1;
        _level[variable] = _levels.Count;
        _reason[variable] = reason;
        _trail[_trailCount++] = lit;
    }

    private int Propagate()
    {
        var db = _db;
        var value = _value;
        while (_head < _trailCount)
        {
            var denied = _trail[_head++] ^ 1;
            ref var list = ref _watches[denied];
            var items = list.Items;
            var keep = 0;
            for (var i = 0; i < list.Count;)
            {
                var (clause, blocker) = items[i++];
                if (value[blocker] > 0)
                {
                    items[keep++] = (clause, blocker);
                    continue;
                }

                var start = clause + 1;
                if (db[start] == denied)
                    (db[start], db[start + 1]) = (db[start + 1], denied);
                var first = db[start];
                if (first != blocker && value[first] > 0)
                {
                    items[keep++] = (clause, first);
                    continue;
                }

                var other = start + 2;
                var end = start + db[clause];
                while (other < end && value[db[other]] < 0)
                    other++;
                if (other < end)
                {
                    (db[start + 1], db[other]) = (db[other], denied);
                    Watch(db[start + 1], clause, first);
                    continue;
                }

                items[keep++] = (clause, first);
                if (value[first] == 0)
                {
                    Enqueue(first, clause);
                    continue;
                }

                while (i < list.Count)
                    items[keep++] = items[i++];
                list.Count = keep;
                _head = _trailCount;
                return clause;
            }

            list.Count = keep;
        }

        return -1;
    }

    private void Learn(int conflict)
    {
        _lits.Clear();
        _lits.Add(0);
        var open = 0;
        var at = _trailCount;
        var lit = -1;
        var clause = conflict;
        do
        {
            for (var k = clause + 1; k <= clause + _db[clause]; k++)
            {
                var other = _db[k];
                if (other == lit || _seen[other >> 1] || _level[other >> 1] == 0)
                    continue;
                _seen[other >> 1] = true;
                Bump(other >> 1);
                if (_level[other >> 1] == _levels.Count)
                    open++;
                else
                    _lits.Add(other);
            }

            do
                lit = _trail[--at];
            while (!_seen[lit >> 1]);
            clause = _reason[lit >> 1];
            _seen[lit >> 1] = false;
        }
        while (--open > 0);
        _lits[0] = lit ^ 1;

        // What follows from the other literals need not be said.
        var marked = _lits.ToArray();
        _lits.RemoveAll(l => l != (lit ^ 1) && IsImplied(l));
        foreach (var l in marked)
            _seen[l >> 1] = false;
        _bump /= 0.95;

        if (_lits.Count == 1)
        {
            BackTo(0);
            Enqueue(_lits[0], -1);
            return;
        }

        var deepest = 1;
        for (var k = 2; k < _lits.Count; k++)
        {
            if (_level[_lits[k] >> 1] > _level[_lits[deepest] >> 1])
                deepest = k;
        }

        (_lits[1], _lits[deepest]) = (_lits[deepest], _lits[1]);
        BackTo(_level[_lits[1] >> 1]);
        var learned = Store(_lits);
        _learned.Add(learned);
        Enqueue(_lits[0], learned);
    }

    private bool IsImplied(int lit)
    {
        var reason = _reason[lit >> 1];
        if (reason < 0)
            return false;
        for (var k = reason + 1; k <= reason + _db[reason]; k++)
        {
            var other = _db[k] >> 1;
            if (other != lit >> 1 && !_seen[other] && _level[other] > 0)
                return false;
        }

        return true;
    }

    /// <summary>Which assumptions made this one fail.</summary>
    private void Blame(int failed)
    {
        Core.Add(failed);
        if (_level[failed >> 1] == 0)
            return;
        _seen[failed >> 1] = true;
        for (var t = _trailCount - 1; t >= _levels[0]; t--)
        {
            var lit = _trail[t];
            if (!_seen[lit >> 1])
                continue;
            _seen[lit >> 1] = false;
            var reason = _reason[lit >> 1];
            if (reason < 0)
            {
                if (lit != failed)
                    Core.Add(lit);
                continue;
            }

            for (var k = reason + 1; k <= reason + _db[reason]; k++)
            {
                if (_level[_db[k] >> 1] > 0 && _db[k] != lit)
                    _seen[_db[k] >> 1] = true;
            }
        }
    }

    private void BackTo(int level)
    {
        if (_levels.Count <= level)
            return;
        for (var t = _trailCount - 1; t >= _levels[level]; t--)
        {
            var lit = _trail[t];
            _value[lit] = 0;
            _value[lit ^ 1] = 0;
            _phase[lit >> 1] = (lit & 1) == 0;
            Queue(lit >> 1);
        }

        _trailCount = _levels[level];
        _head = _trailCount;
        _levels.RemoveRange(level, _levels.Count - level);
    }

    /// <summary>Drops the longer half of what was learned. Called at the root, where no reason is needed any more.</summary>
    private void Forget()
    {
        if (Propagate() >= 0)
        {
            _isContradiction = true;
            return;
        }

        _learned.Sort((a, b) => _db[a] != _db[b] ? _db[a].CompareTo(_db[b]) : b.CompareTo(a));
        _learned.RemoveRange(_learned.Count / 2, _learned.Count - (_learned.Count / 2));
        _learned.Sort();
        var old = _db;
        _db = new int[old.Length];
        _dbCount = 0;
        for (var w = 0; w < VariableCount * 2; w++)
            _watches[w].Count = 0;
        foreach (var clauses in new[] { _given, _learned })
        {
            var kept = 0;
            for (var c = 0; c < clauses.Count; c++)
            {
                var clause = clauses[c];
                _lits.Clear();
                var isMet = false;
                for (var k = clause + 1; k <= clause + old[clause]; k++)
                {
                    isMet |= _value[old[k]] > 0;
                    if (_value[old[k]] == 0)
                        _lits.Add(old[k]);
                }

                if (!isMet)
                    clauses[kept++] = Store(_lits);
            }

            clauses.RemoveRange(kept, clauses.Count - kept);
        }
    }

    private static long Luby(int at)
    {
        var size = 1;
        var power = 0;
        while (size < at + 1)
            (size, power) = ((size * 2) + 1, power + 1);
        while (size - 1 != at)
        {
            size = (size - 1) >> 1;
            power--;
            at %= size;
        }

        return 1L << power;
    }

    private void Bump(int variable)
    {
        if ((_activity[variable] += _bump) > 1e100)
        {
            for (var v = 0; v < VariableCount; v++)
                _activity[v] *= 1e-100;
            _bump *= 1e-100;
        }

        if (_at[variable] >= 0)
            Rise(_at[variable]);
    }

    private int Pick()
    {
        while (_heapCount > 0)
        {
            var variable = _heap[0];
            _at[variable] = -1;
            var last = _heap[--_heapCount];
            if (_heapCount > 0)
            {
                _heap[0] = last;
                _at[last] = 0;
                Sink(0);
            }

            if (_value[variable * 2] == 0)
                return (variable * 2) + (_phase[variable] ? 0 : 1);
        }

        return -1;
    }

    private void Queue(int variable)
    {
        if (_at[variable] >= 0)
            return;
        _heap[_heapCount] = variable;
        _at[variable] = _heapCount++;
        Rise(_at[variable]);
    }

    private void Rise(int at)
    {
        var variable = _heap[at];
        while (at > 0)
        {
            var parent = (at - 1) >> 1;
            if (_activity[_heap[parent]] >= _activity[variable])
                break;
            _heap[at] = _heap[parent];
            _at[_heap[at]] = at;
            at = parent;
        }

        _heap[at] = variable;
        _at[variable] = at;
    }

    private void Sink(int at)
    {
        var variable = _heap[at];
        while (true)
        {
            var child = (at * 2) + 1;
            if (child >= _heapCount)
                break;
            if (child + 1 < _heapCount && _activity[_heap[child + 1]] > _activity[_heap[child]])
                child++;
            if (_activity[_heap[child]] <= _activity[variable])
                break;
            _heap[at] = _heap[child];
            _at[_heap[at]] = at;
            at = child;
        }

        _heap[at] = variable;
        _at[variable] = at;
    }
}
