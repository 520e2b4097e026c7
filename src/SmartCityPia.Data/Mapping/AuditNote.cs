using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Mapping;

internal sealed class AuditNoteMapping : ReviewRecordMapping<AuditNote>
{
    public override void Configure(EntityTypeBuilder<AuditNote> builder)
    {
        base.Configure(builder);
        builder.ToTable(AuditNote.Table);
        builder.HasIndex(n => new { n.OwnerId, n.Id });
        builder.HasOne<AuditNote>().WithMany().HasForeignKey(n => n.CorrectsId).OnDelete(DeleteBehavior.Restrict);
    }
}
