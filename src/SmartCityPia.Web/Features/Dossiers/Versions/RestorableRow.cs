using System.ComponentModel.DataAnnotations;
using System.Reflection;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>
/// Restores a row of one kind from a frozen version. It uses the checks, the concurrency and <see cref="SaveRow{TRow, TDetails}"/> of the
/// row's own page.
/// </summary>
public abstract class RestorableRow
{
    /// <returns>Null if rows of that kind can't be restored.</returns>
    public static RestorableRow? Of(string kind) => RowKinds.Find(kind) is { CanRestore: true } known ? known.Use(new Making()) : null;

    public abstract Type Details { get; }

    public abstract IRow? Find(Dossier dossier, Guid id);

    /// <summary>The draft's row with the older values, or with one older field.</summary>
    public abstract Dossier With(Dossier now, Dossier then, Guid id, PropertyInfo? field);

    /// <summary>The parent row, if the draft no longer has it.</summary>
    public abstract Guid? MissingParent(Dossier now, Dossier then, Guid id);

    /// <param name="now">The dossier of this request.</param>
    /// <param name="field">A property of the details; null for the whole row.</param>
    /// <param name="seen">The row version on the page; null if the row has been removed.</param>
    public abstract Task<Outcome> Save(IServiceProvider services, Dossier now, Dossier then, Assessment assessment, Guid id,
        PropertyInfo? field, uint? seen, Actor actor, string reason, CancellationToken cancellationToken);

    private sealed class Making : IRowKindUse<RestorableRow>
    {
        public RestorableRow With<TRow, TDetails>(RowKind<TRow, TDetails> kind)
            where TRow : class, TDetails, IRow
            where TDetails : class, new() => new Row<TRow, TDetails>(kind);
    }

    private sealed class Row<TRow, TDetails>(RowKind<TRow, TDetails> kind) : RestorableRow
        where TRow : class, TDetails, IRow
        where TDetails : class, new()
    {
        private static readonly PropertyInfo Owner = typeof(TRow).GetProperty(nameof(IRow.OwnerId))!;

        public override Type Details => typeof(TDetails);

        public override TRow? Find(Dossier dossier, Guid id) => kind.RowsOf(dossier).FirstOrDefault(r => r.Id == id);

        public override Dossier With(Dossier now, Dossier then, Guid id, PropertyInfo? field)
        {
            // Copy, so that the request's dossier isn't changed.
            var copy = CanonicalJson.Read(CanonicalJson.Write(now));
            if (Find(copy, id) is { } row)
                Fill(row, Find(then, id)!, field);
            else
                copy = kind.Fill(copy, [.. kind.RowsOf(copy), Find(then, id)!]);
            return copy;
        }

        public override Guid? MissingParent(Dossier now, Dossier then, Guid id) =>
            kind.Parent is { } parent && parent.IdOf(Find(then, id)!) is var wanted && RowKinds.Find(parent.Kind)!.RowsOf(now)
                .All(r => r.Id != wanted) ? wanted : null;

        public override async Task<Outcome> Save(IServiceProvider services, Dossier now, Dossier then, Assessment assessment, Guid id,
            PropertyInfo? field, uint? seen, Actor actor, string reason, CancellationToken cancellationToken)
        {
            var (old, stored) = (Find(then, id)!, Find(now, id));
            var details = new TDetails();
            if (stored is not null)
                Fill(details, stored, null);
            Fill(details, old, field);
            var wrong = new List<ValidationResult>();
            if (!Validator.TryValidateObject(details, new(details), wrong, validateAllProperties: true))
                return new Outcome.Invalid([.. wrong.SelectMany(w => w.MemberNames).Select(name => new FieldError(name, "NoLongerFits"))]);
            // Includes fields that aren't in the form. The owner is the present one; a description may have a new owner.
            Owner.SetValue(old, typeof(TRow) == typeof(ServiceDescription) ? now.Service.OwnerId : kind.IsDescription
                ? now.Service.Id : now.Head.AssessmentId);
            return await services.GetRequiredService<SaveRow<TRow, TDetails>>()
                .Handle(now, assessment, old, details, seen, actor, cancellationToken, row => kind.Restored?.Invoke(row, old), reason);
        }

        private void Fill(TDetails target, TDetails from, PropertyInfo? field)
        {
            foreach (var property in kind.Fields.Where(p => field is null || p.Name == field.Name))
                property.SetValue(target, property.GetValue(from));
        }
    }
}
