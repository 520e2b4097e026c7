using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class PrincipleAnswerMapping : AssessmentRowMapping<PrincipleAnswer>
{
    public override void Configure(EntityTypeBuilder<PrincipleAnswer> builder)
    {
        base.Configure(builder);
        builder.HasIndex(a => new { a.OwnerId, a.PrincipleId }).IsUnique().HasDatabaseName(PrincipleAnswer.PrincipleIsUnique);
    }
}
