Attribute VB_Name = "MoxiPress"
Option Explicit
Option Private Module
' 按下一个按钮：先看这台电脑办得了办不了，再交给 Python。出了差错用中文说明，不出现调试窗口。

Private busy As Boolean

Public Sub Press(ByVal action As String)
    Dim problem As String
    If busy Then Exit Sub
    busy = True
    On Error GoTo Failed
    problem = DeskProblem()
    If problem = "" Then
        Application.Cursor = xlWait
        Application.StatusBar = "正在办理，请稍候……"
        If RunInPython("import pyxl.ribbon; pyxl.ribbon.press('" & action & "')") = -1 Then
            problem = "这一步没有办完，是软件的差错，不是您操作有误。" & vbLf & _
                "请先不要重填，把刚才那个英文窗口拍照发给维护人员，再按“环境自检”。"
        End If
    End If
Finish:
    RestoreScreen
    ShowNextSheet
    busy = False
    If problem <> "" Then Tell problem
    Exit Sub
Failed:
    problem = "这一步没有办成：" & LastLine(Err.Description) & vbLf & _
        "请再按一次；还不行，请保存后关闭 Excel 重新打开，仍不行请把这句话告诉维护人员。"
    ForgetPython
    Resume Finish
End Sub

' 只在按了按钮时告诉“插入函数”窗口（MoxiFunctions 由 pyxl/udfs.py 生成）；打开工作簿时不做，免得拖慢。
Public Sub ExplainFunctions()
    On Error GoTo Failed
    DescribeFunctions
    Tell "“插入函数”窗口里，MX_ 开头的函数现在都有说明了。" & vbLf & "请按 Shift+F3 查看。"
    Exit Sub
Failed:
    Tell "函数说明没有写上：" & LastLine(Err.Description) & vbLf & "请再按一次；不影响填表和其他按钮。"
End Sub

Public Sub ShowSheet(ByVal sheetName As String)
    On Error GoTo Failed
    ThisWorkbook.Worksheets(sheetName).Activate
    Exit Sub
Failed:
    Tell "没有找到工作表“" & sheetName & "”。" & vbLf & "可能已被改名或删除，请改回原名，或从备份里找回。"
End Sub

' 中文的 Windows 用 MsgBox；别的 Windows 上它只显示问号，才用 WScript.Shell 的窗口。
Public Sub Tell(ByVal text As String)
    Dim heading As String
    heading = "换届选举"
    If ShowsChinese() Then
        MsgBox text, vbExclamation, heading
    Else
        TellElsewhere text, heading
    End If
End Sub

' 一个汉字换成系统的编码再换回来，还是它自己。
Public Function ShowsChinese() As Boolean
    On Error Resume Next
    ShowsChinese = (Chr(Asc(ChrW(&H6362))) = ChrW(&H6362))
End Function

Private Sub TellElsewhere(ByVal text As String, ByVal heading As String)
    On Error GoTo Plain
    WScript().Popup text, 0, heading, vbExclamation + vbSystemModal
    Exit Sub
Plain:
    MsgBox text, vbExclamation, heading
End Sub

' Python 的报错有许多行，只有最后一行说的是原因。
Public Function LastLine(ByVal text As String) As String
    Dim lines As Variant, i As Long
    lines = Split(Replace(text, vbCr, vbLf), vbLf)
    For i = UBound(lines) To 0 Step -1
        If Trim$(lines(i)) <> "" Then
            LastLine = Trim$(lines(i))
            Exit Function
        End If
    Next i
End Function

Private Sub RestoreScreen()
    On Error Resume Next
    Application.Cursor = xlDefault
    Application.StatusBar = False
    Application.ScreenUpdating = True
End Sub
